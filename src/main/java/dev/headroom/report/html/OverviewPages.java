package dev.headroom.report.html;

import dev.headroom.org.TenantScope;
import dev.headroom.report.AccessViews;
import dev.headroom.report.AllocationsView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;

/** Makes pages about the whole fleet, in the frame and by the rules of {@link Pages}. */
public final class OverviewPages {
  private final Pages pages;
  private final Views views;
  private final UsageViews usage;
  private final AccessViews access;

  /** Pages of these views beside {@code pages}. */
  public OverviewPages(Pages pages, Views views, UsageViews usage, AccessViews access) {
    this.pages = pages;
    this.views = views;
    this.usage = usage;
    this.access = access;
  }

  /** What tenants may use, what they use, and what they cost. */
  public Html tenants(TenantScope scope, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Parameters.of(query).check();
          return pages.shown(
              pages.frame("Tenants", "fleet", scope, site),
              "tenants",
              TenantsPage.of(AllocationsView.of(views, scope), scope.seesFleet()));
        });
  }

  /** The way of a newcomer through the four jobs. */
  public Html start(TenantScope scope, Query query, Site site) {
    return pages.answer(
        scope,
        query,
        site,
        () -> {
          Parameters.of(query).check();
          return pages.shown(
              pages.frame("Start here", "start", scope, site),
              "start",
              StartPage.of(
                  views.fleet(scope).orgs(),
                  views.openAlertCount(scope),
                  access.fleet(scope),
                  usage.savings(scope),
                  site.received() != null));
        });
  }
}
