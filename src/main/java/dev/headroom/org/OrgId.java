package dev.headroom.org;

import java.util.regex.Pattern;

/**
 * Our own, stable name of an org, such as {@code acme-prod}; not Salesforce's 18-character id.
 *
 * @param value 1 to 64 characters of {@code [a-z0-9-]}
 */
public record OrgId(String value) implements Comparable<OrgId> {
  /** What an id of the manifest (org, tenant, target) looks like. */
  public static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

  /**
   * Stands where an org's id would for what belongs to no org. No org of a manifest has this id:
   * one has a letter or a digit at least.
   */
  public static final OrgId FLEET = new OrgId("-");

  public OrgId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("org id '" + value + "' is not 1 to 64 of [a-z0-9-]");
    }
  }

  /** Whether this is {@link #FLEET}. */
  public boolean isFleet() {
    return equals(FLEET);
  }

  @Override
  public int compareTo(OrgId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
