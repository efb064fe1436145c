package dev.headroom.report.html;

import dev.headroom.access.AccessDay;
import dev.headroom.access.Posture;
import dev.headroom.access.Question;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AccessFleetView;
import dev.headroom.report.AccessView;
import dev.headroom.report.AccessViews;
import dev.headroom.report.LockOutForm;
import dev.headroom.report.LockOutReport;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Creates the pages of API access, in the frame and by the rules of {@link Pages}. */
public final class AccessPages {
  /** Days whose changes are listed. */
  private static final int DAYS = 30;

  private static final int BAD_REQUEST = 400;

  private final Pages pages;
  private final AccessViews access;

  /** Creates pages of these views beside {@code pages}. */
  public AccessPages(Pages pages, AccessViews access) {
    this.pages = pages;
    this.access = access;
  }

  /** Returns who may use an org's API, as of the last audit up to {@code at}. */
  public Html access(TenantScope scope, String id, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Org org = pages.find(scope, id).org();
          List<String> members = new ArrayList<>(AccessUsers.MEMBERS);
          members.add("at");
          Parameters parameters = Parameters.of(query, members);
          LocalDate day = parameters.day("at", today(site));
          AccessUsers.Wish wish = AccessUsers.Wish.of(parameters);
          parameters.check();
          AccessView view = access.access(scope, org, day).orElse(null);
          return pages.shown(
              pages.frame(id + " access", "access", scope, site),
              "access",
              view == null
                  ? AccessPage.never(id)
                  : AccessPage.of(id, view, days(scope, org, view), wish, site.now()));
        });
  }

  private List<AccessDay> days(TenantScope scope, Org org, AccessView view) {
    LocalDate last = view.posture().takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    return access.days(scope, org, last.minusDays(DAYS - 1L), last);
  }

  private static LocalDate today(Site site) {
    return site.now().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Returns how much is wrong in the fleet, by severity and kind and by org. */
  public Html fleet(TenantScope scope, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Parameters parameters = Parameters.of(query, "sort");
          var order = AccessFleetPage.order(parameters);
          parameters.check();
          AccessFleetView view = access.fleet(scope);
          return pages.shown(
              pages.frame("Access", "access", scope, site),
              "access-fleet",
              AccessFleetPage.of(view, order, site.now()));
        });
  }

  /**
   * Returns the form that asks whom a change of IP ranges would lock out, without an answer: asking
   * costs the org calls, so a link asks nothing.
   */
  public Html lockOut(TenantScope scope, String id, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Org org = pages.find(scope, id).org();
          Parameters parameters = Parameters.of(query, "kind", "name");
          LockOutPage.Entered entered = new LockOutPage.Entered(parameters.filled(), false);
          parameters.check();
          return lockOut(scope, org, entered, LockOutReport.wrong(List.of()), site);
        });
  }

  /**
   * Returns the form with an answer to what was entered, or with what is wrong with it.
   *
   * @param ask answers a question about the org
   */
  public Html lockOut(
      TenantScope scope,
      String id,
      Query query,
      Site site,
      LockOutPage.Entered entered,
      Function<Question, LockOutReport> ask) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Org org = pages.find(scope, id).org();
          Parameters.of(query).check();
          List<Violation> unread = new ArrayList<>();
          Question question = LockOutForm.read(entered.members(), unread);
          return lockOut(
              scope,
              org,
              entered,
              unread.isEmpty() ? ask.apply(question) : LockOutReport.wrong(unread),
              site);
        });
  }

  private Html lockOut(
      TenantScope scope, Org org, LockOutPage.Entered entered, LockOutReport report, Site site) {
    String id = org.id().value();
    Posture posture = access.access(scope, org, today(site)).map(AccessView::posture).orElse(null);
    Html page =
        pages.shown(
            pages.frame(id + " lock-out", "access", scope, site),
            "lock-out",
            LockOutPage.of(id, posture, entered, report, site));
    return report.violations().isEmpty() ? page : new Html(BAD_REQUEST, page.text());
  }
}
