package dev.headroom.cycle.tell;

/** Asks for a sweep before its time: something was changed that a sweep acts upon. */
public interface SweepTrigger {
  /** Waits for the scheduled sweep, which comes every minute. */
  SweepTrigger NONE = () -> {};

  /** Asks for a sweep soon. Returns at once, and may be asked any number of times. */
  void ask();
}
