package dev.headroom.org;

import java.util.regex.Pattern;

/**
 * Our own, stable name for an org, such as {@code acme-prod}; not Salesforce's 18-character id.
 *
 * @param value 1 to 64 characters of {@code [a-z0-9-]}
 */
public record OrgId(String value) implements Comparable<OrgId> {
  /** The form of an id in the manifest (org, tenant, target). */
  public static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

  /**
   * Takes the place of an org's id for what belongs to no org. No org of a manifest has this id:
   * theirs have at least a letter or a digit.
   */
  public static final OrgId FLEET = new OrgId("-");

  public OrgId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("org id '" + value + "' is not 1 to 64 of [a-z0-9-]");
    }
  }

  /** Returns whether this is {@link #FLEET}. */
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
