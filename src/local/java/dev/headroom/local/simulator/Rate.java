package dev.headroom.local.simulator;

/**
 * How busy something is, as a function of time alone.
 *
 * <p>A minute is always a count of minutes since 1970-01-01T00:00Z.
 */
@FunctionalInterface
public interface Rate {

  /** Returns the expected arrivals in that minute; a value below zero counts as none. */
  double perMinute(long minute);

  /** Returns both together. */
  default Rate plus(Rate other) {
    return minute -> perMinute(minute) + other.perMinute(minute);
  }

  /** Returns the same shape, {@code factor} times as busy. */
  default Rate times(double factor) {
    return minute -> perMinute(minute) * factor;
  }
}
