package dev.headroom.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two looks.
 *
 * @param kind such as {@code apiUser} or {@code appScopes}
 * @param how {@code added}, {@code removed} or {@code changed}
 * @param before a text, a boolean or a list of texts; null if there was nothing
 * @param after the present value, likewise
 */
public record Change(
    String kind, SubjectRef subject, String how, @Nullable Object before, @Nullable Object after) {
  static final String ADDED = "added";
  static final String REMOVED = "removed";

  static Change added(String kind, SubjectRef subject, Object what) {
    return new Change(kind, subject, ADDED, null, what);
  }

  static Change removed(String kind, SubjectRef subject, Object what) {
    return new Change(kind, subject, REMOVED, what, null);
  }

  /** Returns null if the two are the same, or one of them is unknown. */
  static @Nullable Change changed(
      String kind, SubjectRef subject, @Nullable Object before, @Nullable Object after) {
    return before == null || after == null || isSame(before, after)
        ? null
        : new Change(kind, subject, "changed", before, after);
  }

  /** The order of a list does not matter. */
  private static boolean isSame(Object before, Object after) {
    if (before instanceof List<?> a && after instanceof List<?> b) {
      return a.size() == b.size() && a.containsAll(b) && b.containsAll(a);
    }
    return before.equals(after);
  }
}
