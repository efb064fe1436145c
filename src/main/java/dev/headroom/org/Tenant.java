package dev.headroom.org;

import org.jspecify.annotations.Nullable;

/**
 * A customer or a department: the owner of orgs. Tenants see nothing of one another.
 *
 * @param id in the form of {@link OrgId#FORM}
 * @param name for people to read
 * @param personalData what it is shown of users; null if the manifest does not say, which means
 *     {@link PersonalData#NAMES}
 */
public record Tenant(String id, String name, @Nullable PersonalData personalData) {
  /** A tenant of which the manifest does not say what it is shown of users. */
  public Tenant(String id, String name) {
    this(id, name, null);
  }

  /** Returns whether it is not shown names of users. */
  public boolean hidesNames() {
    return personalData == PersonalData.NONE;
  }

  /** Returns the same with what {@code other} says of personal data. */
  public Tenant shownAs(@Nullable Tenant other) {
    return new Tenant(id, name, other == null ? null : other.personalData);
  }
}
