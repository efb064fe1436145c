package dev.headroom.notify;

import dev.headroom.org.OrgId;

/**
 * The names of pages that are files, below the folder of all of them. They never change: messages
 * link to them. A tenant's folder holds everything that its pages link to.
 */
public final class PageNames {
  /** The page of a fleet, in the folder of all of them and in that of a tenant. */
  public static final String INDEX = "index.html";

  /** The page of open alerts, likewise. */
  public static final String ALERTS = "alerts.html";

  /** The style, likewise. */
  public static final String STYLE = "assets/app.css";

  /** The icon, likewise. */
  public static final String ICON = "assets/icon.svg";

  private PageNames() {}

  /** Returns the folder of a tenant, with a slash at its end. */
  public static String tenant(String tenant) {
    return "tenants/" + tenant + "/";
  }

  /** Returns the page of an org. */
  public static String org(String tenant, OrgId org) {
    return tenant(tenant) + "orgs/" + org + ".html";
  }

  /** Returns the runbook of an org. */
  public static String runbook(String tenant, OrgId org) {
    return tenant(tenant) + "orgs/" + org + "/runbook.html";
  }

  /** Returns the same as Markdown. */
  public static String markdown(String tenant, OrgId org) {
    return tenant(tenant) + "orgs/" + org + "/runbook.md";
  }
}
