package dev.headroom.cycle.watch;

/** A dead man's switch outside: it alarms when it is no longer called. */
public interface Heartbeat {
  /** Calls it and returns whether it answered with success. Never throws. */
  boolean beat();
}
