package dev.headroom.alert;

import java.time.Instant;
import java.util.Map;

/**
 * What a limit's readings have begun to say, but not for long enough to be notified.
 *
 * @param reached since which slot every reading has reached a level that is not held yet
 * @param left since which slot every reading has been below a level that is still held
 */
public record Pending(Map<Severity, Instant> reached, Map<Severity, Instant> left) {
  /** Nothing is pending. */
  public static final Pending NOTHING = new Pending(Map.of(), Map.of());

  public Pending {
    reached = Map.copyOf(reached);
    left = Map.copyOf(left);
  }

  boolean isNothing() {
    return reached.isEmpty() && left.isEmpty();
  }
}
