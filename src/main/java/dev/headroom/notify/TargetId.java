package dev.headroom.notify;

import dev.headroom.org.OrgId;

/**
 * Our name for a target, such as {@code pager}.
 *
 * @param value in the form of {@link OrgId#FORM}
 */
public record TargetId(String value) implements Comparable<TargetId> {
  public TargetId {
    if (!OrgId.FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("target id '" + value + "' is not 1 to 64 of [a-z0-9-]");
    }
  }

  @Override
  public int compareTo(TargetId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
