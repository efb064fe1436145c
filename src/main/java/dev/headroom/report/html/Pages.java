package dev.headroom.report.html;

import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.BacktestQuestion;
import dev.headroom.fleet.Parsed;
import dev.headroom.fleet.Violation;
import dev.headroom.history.Resolution;
import dev.headroom.limits.LimitName;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertView;
import dev.headroom.report.BacktestReport;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.FleetView;
import dev.headroom.report.LimitView;
import dev.headroom.report.NotVisible;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import dev.headroom.report.TargetLine;
import dev.headroom.report.TimeRange;
import dev.headroom.report.Untold;
import dev.headroom.report.Views;
import dev.headroom.report.WhatIfReport;
import dev.headroom.whatif.WhatIfQuestion;
import dev.headroom.words.Figures;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Creates pages for a scope and a query, from views alone. They work without scripts, except for
 * the chart. A query that cannot be read gives a page with status 400 that says what is wrong with
 * it; anything outside the scope gives a page with status 404.
 */
public final class Pages {
  private static final String LIMIT = "limit";
  private static final String RANGE = "range";
  private static final String AT = "at";
  private static final String SORT = "sort";
  private static final String FLEET = "fleet";

  private final Views views;
  private final Templates templates;
  private final Function<LimitName, String> labels;
  private final FleetRows rows;
  private final AlertCards alerts;

  /** Creates pages from these views. */
  public Pages(Views views, Templates templates) {
    this.views = views;
    this.templates = templates;
    this.labels = limit -> Figures.label(views.describe(limit));
    this.rows = new FleetRows(templates, labels);
    this.alerts = new AlertCards(views);
  }

  /** Returns the fleet, worst first, or as {@code sort} says. */
  public Html fleet(TenantScope scope, Query query, Site site) {
    return answer(
        scope,
        query,
        site,
        () -> {
          Parameters parameters = Parameters.of(query, "q", "status", "tenant", SORT);
          FleetView fleet = views.fleet(scope);
          Sorting<OrgView> order = FleetPage.order(parameters);
          FleetPage.Filter filter = FleetPage.Filter.of(parameters, fleet, order);
          parameters.check();
          return shown(
              frame("Fleet", FLEET, scope, site),
              "fleet",
              FleetPage.of(fleet, views.policies(scope), filter, order, rows, site.now()));
        });
  }

  /** Returns one org, with the chart of one of its limits. */
  public Html org(TenantScope scope, String id, Query query, Site site) {
    return answer(
        scope,
        query,
        site,
        () -> {
          OrgView view = find(scope, id);
          Parameters parameters = Parameters.of(query, LIMIT, RANGE, AT, SORT);
          OrgPage.Shown shown =
              OrgPage.Shown.of(
                  parameters, site, PauseForm.of(view, PauseForm.Entered.NOTHING, site));
          parameters.check();
          List<LimitView> limits = views.limits(scope, view.org());
          LimitView chosen = OrgPage.asked(view, limits, parameters).orElse(null);
          return shown(
              frame(id, FLEET, scope, site),
              "org",
              OrgPage.of(
                  view,
                  limits,
                  new OrgPage.Chosen(
                      chosen,
                      ForecastCard.of(views, scope, view, chosen, site.now()),
                      site.files() && chosen != null ? past(scope, view, chosen, site) : null,
                      chosen == null
                          ? null
                          : JudgedCard.of(
                              views.explanation(scope, view.org(), chosen.info().name()))),
                  shown,
                  NotVisible.text(views.notVisible(scope, view.org())),
                  alerts.of(scope, view, limits, chosen, shown.at(), site)));
        });
  }

  private PastDays past(TenantScope scope, OrgView view, LimitView limit, Site site) {
    TimeRange shown = PastDays.shown(site.now());
    return PastDays.of(
        limit, views.series(scope, view.org(), limit.info().name(), shown, Resolution.HOUR), shown);
  }

  /**
   * Returns one alert: why it opened, what happened since, whether it is over, and who was
   * notified.
   */
  public Html alert(TenantScope scope, String key, Query query, Site site) {
    return answer(
        scope,
        query,
        site,
        () -> {
          Parameters parameters = Parameters.of(query, AT);
          Instant at = parameters.instant(AT).orElse(null);
          parameters.check();
          AlertPage page =
              alerts
                  .page(scope, key, at, site)
                  .orElseThrow(() -> NotThereException.ofAlerts("There is no such alert."));
          String of = page.org().isEmpty() ? "" : page.org() + ": ";
          return shown(frame(of + page.title(), "alerts", scope, site), "alert", page);
        });
  }

  /**
   * The form that pauses an org.
   *
   * @param entered what was sent before and could not be done
   * @param status of the page
   */
  public Html pause(
      TenantScope scope, String id, Query query, Site site, PauseForm.Entered entered, int status) {
    return answer(
        scope,
        query,
        site,
        () -> {
          Parameters.of(query).check();
          PausePage page = PausePage.of(find(scope, id), entered, site);
          Frame frame = frame(id + " pause", FLEET, scope, site);
          return new Html(status, rendered(frame, templates.of("pause"), page));
        });
  }

  /** What the chart of an org shows, as a table. */
  public Html numbers(TenantScope scope, String id, Query query, Site site) {
    return answer(
        scope,
        query,
        site,
        () -> {
          OrgView view = find(scope, id);
          Parameters parameters = Parameters.of(query, LIMIT, RANGE);
          OrgPage.Range range = OrgPage.Range.of(parameters);
          parameters.check();
          LimitView chosen =
              OrgPage.asked(view, views.limits(scope, view.org()), parameters)
                  .orElseThrow(() -> NotThereException.ofFleet(id + " never showed a limit."));
          Instant last = views.lastSlot(scope, view.org()).orElse(site.now());
          TimeRange shown = TimeRange.before(TimeRange.end(site.now(), last), range.length);
          return shown(
              frame(id + " numbers", FLEET, scope, site),
              "numbers",
              NumbersPage.of(
                  id,
                  Figures.label(chosen.info()),
                  views.series(scope, view.org(), chosen.info().name(), shown, range.resolution()),
                  range,
                  NumbersPage.ranges(id, chosen.info().name(), range),
                  site.now()));
        });
  }

  /** Returns open alerts; with {@code state=all} the resolved ones too. */
  public Html alerts(TenantScope scope, Query query, Site site) {
    return answer(
        scope,
        query,
        site,
        () -> {
          Parameters parameters = Parameters.of(query, "state", SORT);
          Sorting<AlertView> order = AlertsPage.order(parameters, site.now());
          boolean all =
              "all".equals(parameters.choice("state", List.of("open", "all")).orElse("open"));
          parameters.check();
          List<AlertView> shown = all ? views.alerts(scope) : views.openAlerts(scope);
          return shown(
              frame("Alerts", "alerts", scope, site),
              "alerts",
              AlertsPage.of(
                  shown,
                  order,
                  site.files() ? Untold.Snapshot.NOTHING : views.untold(scope),
                  views.openAlertCount(scope),
                  all,
                  alert -> alerts.about(scope, alert),
                  site.now()));
        });
  }

  /** Returns the targets, and which of them accept no messages. */
  public Html targets(TenantScope scope, Query query, Site site) {
    return answer(
        scope,
        query,
        site,
        () -> {
          Parameters parameters = Parameters.of(query, SORT);
          Sorting<TargetLine> order = TargetsPage.order(parameters);
          parameters.check();
          return shown(
              frame("Targets", "targets", scope, site),
              "targets",
              TargetsPage.of(views.targets(scope), order, site.realNow()));
        });
  }

  /**
   * Returns which alerts an org would have had.
   *
   * @param ask answers a question about the org
   */
  public Html backtest(
      TenantScope scope,
      String id,
      Query query,
      Site site,
      Function<Parsed<BacktestQuestion>, BacktestReport> ask) {
    return answer(
        scope,
        query,
        site,
        () -> {
          OrgView view = find(scope, id);
          List<LimitView> limits = views.limits(scope, view.org());
          Parameters parameters = Parameters.of(query, BacktestQuestion.MEMBERS);
          Map<String, String> members = BacktestForm.members(parameters, view, limits);
          List<Violation> unread = parameters.violations(BacktestQuestion::read);
          BacktestReport report =
              unread.isEmpty()
                  ? ask.apply(BacktestQuestion.parse(members))
                  : BacktestReport.wrong(unread);
          Backtest backtest = report.backtest();
          String limit = members.getOrDefault(LIMIT, BacktestForm.ALL);
          TemplateInstance page =
              templates
                  .of("backtest")
                  .data("frame", frame(id + " backtest", FLEET, scope, site))
                  .data("org", id)
                  .data(
                      "form",
                      BacktestForm.of(
                          id,
                          query.raw(),
                          BacktestForm.options(limits, limit),
                          members,
                          BacktestForm.inForce(views.policies(scope), view.org(), limits, limit),
                          report.violations()))
                  .data("page", backtest == null ? null : BacktestPage.of(backtest, labels));
          return new Html(report.isBusy() ? 503 : backtest == null ? 400 : 200, page.render());
        });
  }

  /**
   * Returns what a change would do to an org: only the form until something is asked.
   *
   * @param ask answers a question about the org
   */
  public Html whatIf(
      TenantScope scope,
      String id,
      Query query,
      Site site,
      Function<Parsed<WhatIfQuestion>, WhatIfReport> ask) {
    return answer(
        scope,
        query,
        site,
        () -> {
          OrgView view = find(scope, id);
          Parameters parameters = Parameters.of(query, WhatIfQuestion.MEMBERS);
          Map<String, String> members = parameters.filled();
          List<Violation> unread = parameters.violations(WhatIfQuestion::read);
          boolean asked = members.keySet().stream().anyMatch(WhatIfPage::isAsked);
          WhatIfReport report =
              asked && unread.isEmpty()
                  ? ask.apply(WhatIfQuestion.parse(members))
                  : new WhatIfReport(unread, null);
          WhatIfPage page =
              WhatIfPage.of(
                  id,
                  query.raw(),
                  views.limits(scope, view.org()),
                  views::describe,
                  members,
                  report);
          return new Html(
              report.violations().isEmpty() ? 200 : 400,
              rendered(frame(id + " what-if", FLEET, scope, site), templates.of("what-if"), page));
        });
  }

  /**
   * Returns only what every page has around its content. A page that answers a question once, such
   * as a backtest, updates its clock and its counts from here: if it were fetched whole, it would
   * be computed again every few seconds.
   */
  public Html frame(TenantScope scope, Query query, Site site) {
    return answer(
        scope,
        query,
        site,
        () -> {
          Parameters.of(query).check();
          return new Html(
              200, templates.of("bare").data("frame", frame("Headroom", "", scope, site)).render());
        });
  }

  /** Returns the page for an unknown address, with status 404. */
  public Html notThere(TenantScope scope, Site site, String problem) {
    return notThere(scope, site, NotThereException.ofFleet(problem));
  }

  /**
   * Returns a page that only one place has, in the frame of all others.
   *
   * @param name of its template, which is beside {@code content}'s class
   * @param title as in the navigation, in lower case
   * @param content reads the query and creates what the template shows
   */
  public Html own(
      TenantScope scope,
      Query query,
      Site site,
      String name,
      String title,
      Function<Query, Object> content) {
    return answer(
        scope,
        query,
        site,
        () -> {
          Object page = content.apply(query);
          Frame frame = frame(title, title.toLowerCase(Locale.ROOT), scope, site);
          return new Html(200, rendered(frame, templates.of(page.getClass(), name), page));
        });
  }

  Html answer(TenantScope scope, Query query, Site site, Supplier<Html> page) {
    try {
      return page.get();
    } catch (BadParametersException e) {
      return new Html(
          400,
          templates
              .of("bad-address")
              .data("frame", frame("Not readable", "", scope, site))
              .data("violations", e.violations())
              .data("page", query.path())
              .render());
    } catch (NotThereException e) {
      return notThere(scope, site, e);
    }
  }

  private Html notThere(TenantScope scope, Site site, NotThereException e) {
    return new Html(
        404,
        templates
            .of("not-there")
            .data("frame", frame("Not found", "", scope, site))
            .data("problem", e.problem())
            .data("back", e.back())
            .data("where", e.where())
            .render());
  }

  Html shown(Frame frame, String template, Object page) {
    return new Html(200, rendered(frame, templates.of(template), page));
  }

  private static String rendered(Frame frame, TemplateInstance template, Object page) {
    return template.data("frame", frame).data("page", page).render();
  }

  Frame frame(String title, String active, TenantScope scope, Site site) {
    return Frame.of(title, active, views, scope, site);
  }

  OrgView find(TenantScope scope, String id) {
    return views
        .org(scope, id)
        .orElseThrow(() -> NotThereException.ofFleet("The fleet has no org of that name."));
  }
}
