package dev.headroom.cycle.watch;

/** A dead man's switch outside: it alarms when it is not called any more. */
public interface Heartbeat {
  /** Calls it; whether it answered with success. Never throws. */
  boolean beat();
}
