package dev.headroom.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * The rate lane of each target, shared by all processes. Messages take turns in it; a target that
 * asks to be left alone pauses its own lane and no other. All times are real time, in whole
 * milliseconds.
 */
public interface Lanes {
  /**
   * Takes the next free turn. A turn that is not used is lost.
   *
   * @return when it is: {@code now} if the message may be sent at once
   */
  Instant takeTurn(TargetId target, Pace pace, Instant now);

  /** Gives no turn before {@code until}, unless a later time is already recorded. */
  void pause(TargetId target, Pace pace, Instant until);

  /** Returns until when the lane is or was paused; empty if it never was. */
  Optional<Instant> pausedUntil(TargetId target);
}
