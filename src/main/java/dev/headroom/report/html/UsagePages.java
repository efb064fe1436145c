package dev.headroom.report.html;

import dev.headroom.org.Org;
import dev.headroom.org.PlainText;
import dev.headroom.org.TenantScope;
import dev.headroom.report.DayRange;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import dev.headroom.report.UsageView;
import dev.headroom.report.UsageViews;
import dev.headroom.usage.UsageStore;
import java.time.LocalDate;
import java.util.Optional;

/** Makes the pages of who spends the calls, in the frame and by the rules of {@link Pages}. */
public final class UsagePages {
  private static final int MAX_ID = 200;

  private final Pages pages;
  private final UsageViews usage;

  /** Pages of these views beside {@code pages}. */
  public UsagePages(Pages pages, UsageViews usage) {
    this.pages = pages;
    this.usage = usage;
  }

  /** Who spends the calls of an org: capacity plan, days, hours, integrations, findings. */
  public Html usage(TenantScope scope, String id, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Org org = pages.find(scope, id).org();
          UsagePage.Wish wish = wish(scope, org, query, site);
          DayRange range = wish.range();
          return pages.shown(
              pages.frame(id + " usage", "fleet", scope, site),
              "usage",
              UsagePage.of(id, usage.usage(scope, org, range.from(), range.to()), wish));
        });
  }

  /** One integration of an org. */
  public Html integration(
      TenantScope scope, String id, String integration, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Org org = pages.find(scope, id).org();
          UsagePage.Wish wish = wish(scope, org, query, site);
          DayRange range = wish.range();
          UsageView view = usage.usage(scope, org, range.from(), range.to());
          UsageView.Line line =
              view.integration(integration)
                  .orElseThrow(
                      () ->
                          NotThereException.of(
                              org.id(),
                              "No call of an integration with the id %s is known from %s to %s."
                                  .formatted(
                                      PlainText.of(integration, MAX_ID),
                                      range.to().minusDays(UsageViews.TREND_DAYS - 1),
                                      range.to())));
          LocalDate last = line.history().days().lastKey();
          Optional<UsageStore.DayGroups> groups = usage.groups(scope, org, last);
          return pages.shown(
              pages.frame(line.history().name(), "fleet", scope, site),
              "integration",
              IntegrationPage.of(id, view, line, wish, groups));
        });
  }

  /** What the fleet wastes; with {@code sort=percent} the largest share of an allocation first. */
  public Html savings(TenantScope scope, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Parameters parameters = Parameters.of(query, "sort");
          boolean byPercent = SavingsPage.byPercent(parameters);
          parameters.check();
          return pages.shown(
              pages.frame("Savings", "savings", scope, site),
              "savings",
              SavingsPage.of(usage.savings(scope), byPercent));
        });
  }

  private UsagePage.Wish wish(TenantScope scope, Org org, Query query, Site site) {
    Parameters parameters = Parameters.of(query, UsagePage.Wish.MEMBERS);
    UsagePage.Wish wish = UsagePage.Wish.of(parameters, () -> usage.newest(scope, org, site.now()));
    parameters.check();
    return wish;
  }
}
