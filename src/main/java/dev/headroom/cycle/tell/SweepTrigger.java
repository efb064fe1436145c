package dev.headroom.cycle.tell;

/** Requests an early sweep, because something that a sweep acts on has changed. */
public interface SweepTrigger {
  /** Waits for the scheduled sweep, which runs every minute. */
  SweepTrigger NONE = () -> {};

  /** Requests a sweep soon. Returns at once, and may be called any number of times. */
  void ask();
}
