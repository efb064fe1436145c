package dev.headroom.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part of the posture that could not be read.
 *
 * @param permission what the monitoring user needs; null if a permission would not help: the org
 *     gave no answer, or has nothing to read
 * @param reason what came back, for a person; contains no secret
 */
public record Gap(Part part, @Nullable String permission, String reason) {
  /** The monitoring user lacks the permission. */
  public static Gap forbidden(Part part, String reason) {
    return new Gap(part, part.permission(), reason);
  }

  /** There was no answer, or no usable one. */
  public static Gap unanswered(Part part, String reason) {
    return new Gap(part, null, reason);
  }

  /** Returns the parts that {@code gaps} belong to. */
  static Set<Part> parts(List<Gap> gaps) {
    return gaps.stream().map(Gap::part).collect(Collectors.toUnmodifiableSet());
  }
}
