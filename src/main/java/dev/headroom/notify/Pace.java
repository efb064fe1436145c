package dev.headroom.notify;

import java.time.Duration;

/**
 * How fast messages may follow one another to a target, over all processes.
 *
 * @param interval between two messages on average, 1 ms or more
 * @param burst how many may be sent at once after a quiet time, 1 or more
 */
public record Pace(Duration interval, int burst) {
  /** For receivers that state no limit: 20 per second. */
  public static final Pace DEFAULT = perSecond(20, 20);

  public Pace {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("an interval of " + interval + " is shorter than 1 ms");
    }
    if (burst < 1) {
      throw new IllegalArgumentException("a burst of " + burst + " is less than 1");
    }
  }

  /** Returns a pace of {@code messages} per second, 1 to 1000. */
  public static Pace perSecond(int messages, int burst) {
    return new Pace(Duration.ofMillis(1_000 / messages), burst);
  }

  /** Returns how far ahead of its regular turn a message may be sent after a quiet time. */
  public Duration slack() {
    return interval.multipliedBy(burst - 1L);
  }
}
