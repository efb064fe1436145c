package dev.headroom.local.simulator;

import java.util.List;

/** Whole arrivals (calls, events, mails) along the minutes; each arrives as its minute begins. */
@FunctionalInterface
public interface Traffic {

  /** Nothing arrives. */
  Traffic NONE = (after, until) -> 0;

  /** How many came after minute {@code after} and up to and with minute {@code until}. */
  long between(long after, long until);

  /** The arrivals of all {@code parts} together. */
  static Traffic sum(List<Traffic> parts) {
    List<Traffic> all = List.copyOf(parts);
    return (after, until) -> all.stream().mapToLong(a -> a.between(after, until)).sum();
  }
}
