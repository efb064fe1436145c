package dev.headroom.local.web;

import java.util.List;

/**
 * The list of all pages, each in the states in which it looks different. {@link EveryPageTest}
 * fails when a page is served that is not in it; {@link PagesLookIT} looks at each.
 *
 * @param route as {@link PageResource} writes it; empty for an address at which there is no page
 * @param address one of it, over {@link Fixtures}, {@link ForeseenOrgs}, {@link CrowdedOrgs},
 *     {@link UsageFixtures} and {@link AccessFixtures}
 * @param status with which it is answered
 */
record EveryPage(String route, String address, int status) {
  private static final String OUT = "/orgs/" + CrowdedOrgs.OUT;
  private static final String ORG = "/orgs/{org}";

  static final List<EveryPage> ALL =
      List.of(
          page("/", "/"),
          page("/", "/?sort=exhaustion"),
          page("/", "/?q=nothing-like-it"),
          page(ORG, OUT + "?range=3d"),
          page(ORG, "/orgs/hooli-busy"),
          page(ORG, "/orgs/hooli-full?range=7d"),
          page(ORG, OUT + "?range=30d"),
          page(ORG, "/orgs/acme-prod"),
          page(ORG, "/orgs/fabrikam-insurance-integration-uat"),
          page(ORG, "/orgs/initech-new"),
          page("/orgs/{org}/pause", OUT + "/pause"),
          new EveryPage("/orgs/{org}/pause", "/orgs/nobody/pause", 404),
          page("/orgs/{org}/usage", OUT + "/usage"),
          page("/orgs/{org}/usage", "/orgs/acme-prod/usage?to=2026-03-06&sort=name"),
          page(
              "/orgs/{org}/integrations/{integration:.+}",
              "/orgs/acme-prod/integrations/nightly?to=2026-03-06"),
          new EveryPage(
              "/orgs/{org}/integrations/{integration:.+}", OUT + "/integrations/nobody", 404),
          page("/orgs/{org}/access", "/orgs/acme-prod/access"),
          page("/orgs/{org}/access", OUT + "/access?access=not-allowed&q=integration&sort=name"),
          page("/orgs/{org}/access", "/orgs/hooli-busy/access"),
          page("/access", "/access"),
          page("/orgs/{org}/lock-out", "/orgs/acme-prod/lock-out?kind=orgTrusted"),
          page("/orgs/{org}/runbook", OUT + "/runbook"),
          page("/orgs/{org}/runbook", "/orgs/acme-prod/runbook"),
          new EveryPage("/orgs/{org}/runbook", "/orgs/nobody/runbook", 404),
          page("/orgs/{org}/check", OUT + "/check"),
          new EveryPage("/orgs/{org}/check", "/orgs/nobody/check", 404),
          page("/orgs/{org}/note", OUT + "/note"),
          page("/orgs/{org}/note", "/orgs/acme-prod/note?alert=" + Fixtures.OPEN.hash()),
          new EveryPage("/orgs/{org}/note", "/orgs/acme-prod/note?alert=x", 400),
          page("/savings", "/savings"),
          page("/start", "/start"),
          page("/tenants", "/tenants"),
          page("/orgs/{org}/numbers", OUT + "/numbers?range=6h"),
          page("/orgs/{org}/numbers", OUT + "/numbers?range=7d"),
          page("/orgs/{org}/numbers", "/orgs/acme-uat/numbers"),
          page("/orgs/{org}/backtest", OUT + "/backtest?limit=*&attention=70&recoverBelow=10"),
          new EveryPage("/orgs/{org}/backtest", OUT + "/backtest?attention=200&for=x", 400),
          page("/orgs/{org}/what-if", OUT + "/what-if"),
          page("/orgs/{org}/what-if", "/orgs/hooli-calm/what-if?calls=40000&addOn=20,000"),
          new EveryPage("/orgs/{org}/what-if", "/orgs/hooli-calm/what-if?calls=many", 400),
          page("/alerts", "/alerts"),
          page("/alerts", "/alerts?state=all"),
          page("/alerts/{key}", "/alerts/" + Fixtures.OPEN.hash()),
          page("/alerts/{key}", "/alerts/" + CrowdedOrgs.OPEN.hash()),
          page("/alerts/{key}/preview", "/alerts/" + AdvisedOrg.KEY.hash() + "/preview"),
          new EveryPage("/alerts/{key}/preview", "/alerts/none/preview", 404),
          page("/targets", "/targets"),
          page("/inbox", "/inbox"),
          page("/inbox", "/inbox?alert=" + Fixtures.OPEN.hash()),
          page("/frame", "/frame"),
          new EveryPage("", "/no/such/page", 404),
          new EveryPage("", "/orgs/nobody", 404),
          new EveryPage("", "/alerts?state=some", 400));

  private static EveryPage page(String route, String address) {
    return new EveryPage(route, address, 200);
  }
}
