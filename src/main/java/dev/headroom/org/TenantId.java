package dev.headroom.org;

/**
 * The id of a {@link Tenant}.
 *
 * @param value 1 to 64 characters of {@code [a-z0-9-]}
 */
public record TenantId(String value) implements Comparable<TenantId> {
  public TenantId {
    if (!OrgId.FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("tenant id '" + value + "' is not 1 to 64 of [a-z0-9-]");
    }
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
