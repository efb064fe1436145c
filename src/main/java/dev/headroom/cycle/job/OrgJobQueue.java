package dev.headroom.cycle.job;

import java.time.Duration;
import java.util.List;

/** Work for a job's function. Delivered at least once. */
public interface OrgJobQueue {
  /** The longest delay of a message. */
  Duration MAX_DELAY = Duration.ofMinutes(15);

  /** Sends every turn to the queue of {@code job}. */
  void send(OrgJob job, List<Turn> turns);

  /**
   * A delayed turn.
   *
   * @param delay from now on, at most {@link #MAX_DELAY}
   */
  record Turn(OrgJobMessage message, Duration delay) {}
}
