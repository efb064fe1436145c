package dev.headroom.local.simulator;

/** An org's edition, as far as it changes the org's replies. */
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

  /** Returns the value of {@code Organization.OrganizationType}. */
  public String organizationType() {
    return organizationType;
  }

  /** Returns the column of {@code limits-by-edition.json} that holds its usual limits. */
  String limitsColumn() {
    return limitsColumn;
  }

  /** Returns the value of {@code Organization.IsSandbox}. */
  public boolean isSandbox() {
    return sandbox;
  }

  /**
   * Returns the most API requests possible in any 24 hours: the allocation plus, in paid production
   * orgs, a margin. Salesforce does not publish its size; 5 % stands for it here.
   */
  public long hardCap(long max) {
    return max + max * softMarginPercent / 100;
  }
}
