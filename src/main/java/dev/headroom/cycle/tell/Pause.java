package dev.headroom.cycle.tell;

import java.time.Duration;

/** Lets a short time pass. */
public interface Pause {
  /** Returns after {@code time}, or earlier if the thread is interrupted. */
  void pause(Duration time);
}
