package dev.headroom.local.simulator;

import java.util.List;

/** Whole arrivals (calls, events, mails) by minute; each arrives as its minute begins. */
@FunctionalInterface
public interface Traffic {

  /** Nothing arrives. */
  Traffic NONE = (after, until) -> 0;

  /**
   * Returns how many arrived after minute {@code after}, up to and including minute {@code until}.
   */
  long between(long after, long until);

  /** Returns the arrivals of all {@code parts} together. */
  static Traffic sum(List<Traffic> parts) {
    List<Traffic> all = List.copyOf(parts);
    return (after, until) -> all.stream().mapToLong(a -> a.between(after, until)).sum();
  }
}
