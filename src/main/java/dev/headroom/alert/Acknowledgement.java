package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says that a person works on an open alert, so that it is not reminded. It ends when the alert
 * escalates or resolves.
 *
 * @param by who, as given; for people
 * @param at when, by the fleet's clock
 * @param until the end of a snooze, after which the alert is reminded once; null if it has none
 */
public record Acknowledgement(String by, Instant at, @Nullable Instant until) {
  /** The longest name of who acknowledges, in characters. */
  public static final int MAX_BY = 60;

  /** Returns whether it is only for a while. */
  public boolean isSnooze() {
    return until != null;
  }
}
