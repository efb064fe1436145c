package dev.headroom.cycle.job;

import java.time.Duration;
import java.util.List;

/** Work for the function of a job. At least once. */
public interface OrgJobQueue {
  /** The longest that a message may be put off. */
  Duration MAX_DELAY = Duration.ofMinutes(15);

  /** Sends every turn to the queue of {@code job}. */
  void send(OrgJob job, List<Turn> turns);

  /**
   * A turn that comes later.
   *
   * @param delay from now on, at most {@link #MAX_DELAY}
   */
  record Turn(OrgJobMessage message, Duration delay) {}
}
