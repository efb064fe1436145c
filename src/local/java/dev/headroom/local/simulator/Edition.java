package dev.headroom.local.simulator;

/** What is bought, as far as it changes what an org answers. */
public enum Edition {
  /** Free, for development: no soft margin. */
  DEVELOPER("Developer Edition", "developer", false, 0),
  /** Professional with API. */
  PROFESSIONAL("Professional Edition", "enterprise", false, 5),
  /** Enterprise. */
  ENTERPRISE("Enterprise Edition", "enterprise", false, 5),
  /** Unlimited. */
  UNLIMITED("Unlimited Edition", "unlimited", false, 5),
  /** A sandbox of an Enterprise org: no soft margin. */
  ENTERPRISE_SANDBOX("Enterprise Edition", "enterprise", true, 0);

  private final String organizationType;
  private final String limitsColumn;
  private final boolean sandbox;
  private final int softMarginPercent;

  Edition(String organizationType, String limitsColumn, boolean sandbox, int softMarginPercent) {
    this.organizationType = organizationType;
    this.limitsColumn = limitsColumn;
    this.sandbox = sandbox;
    this.softMarginPercent = softMarginPercent;
  }

  /** The value of {@code Organization.OrganizationType}. */
  public String organizationType() {
    return organizationType;
  }

  /** The column of {@code limits-by-edition.json} that holds its usual limits. */
  String limitsColumn() {
    return limitsColumn;
  }

  /** The value of {@code Organization.IsSandbox}. */
  public boolean isSandbox() {
    return sandbox;
  }

  /**
   * The most API requests that any 24 hours can hold: the allocation and, in paid production orgs,
   * a margin. Salesforce does not publish its size; 5 % stands for it here.
   */
  public long hardCap(long max) {
    return max + max * softMarginPercent / 100;
  }
}
