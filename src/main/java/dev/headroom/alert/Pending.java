package dev.headroom.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a limit's readings have begun to say, but not for long enough to be notified.
 *
 * @param reached since which slot every reading has reached a level that is not held yet
 * @param left since which slot every reading has been below a level that is still held
 * @param recent what was used, by the last slot that showed it, of a limit that is watched for
 *     jumps; see {@link JumpJudge}
 */
public record Pending(
    Map<Severity, Instant> reached, Map<Severity, Instant> left, SortedMap<Instant, Long> recent) {
  /** Nothing is pending. */
  public static final Pending NOTHING = new Pending(Map.of(), Map.of());

  public Pending {
    reached = Map.copyOf(reached);
    left = Map.copyOf(left);
    recent = Collections.unmodifiableSortedMap(new TreeMap<>(recent));
  }

  /** Creates what is pending for a limit that is not watched for jumps. */
  public Pending(Map<Severity, Instant> reached, Map<Severity, Instant> left) {
    this(reached, left, new TreeMap<>());
  }

  Pending with(SortedMap<Instant, Long> seen) {
    return seen.isEmpty() && recent.isEmpty() ? this : new Pending(reached, left, seen);
  }

  /** Returns whether a level was reached or left, not yet for long enough. */
  boolean hasBegun() {
    return !reached.isEmpty() || !left.isEmpty();
  }

  boolean isNothing() {
    return reached.isEmpty() && left.isEmpty() && recent.isEmpty();
  }
}
