package dev.headroom.local.guard;

import dev.headroom.fleet.Violation;
import dev.headroom.org.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered.
 *
 * @param status of the answer: 401, 403 or 415
 * @param violation whose path is the header's name
 */
public record Refusal(int status, Violation violation) {
  private static final int MAX_VALUE_CHARS = 100;

  static Refusal of(
      int status, String header, @Nullable String value, String problem, String remedy) {
    return new Refusal(status, new Violation(header, shown(value), problem, remedy));
  }

  /** As much of the foreign text as a person needs to recognise it. */
  private static @Nullable String shown(@Nullable String value) {
    return value == null ? null : PlainText.of(value, MAX_VALUE_CHARS);
  }
}
