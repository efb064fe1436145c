package dev.headroom.local.simulator;

/**
 * How busy something is, as a function of the time alone.
 *
 * <p>A minute is always a count of minutes since 1970-01-01T00:00Z.
 */
@FunctionalInterface
public interface Rate {

  /** Arrivals to expect in that minute; what is below zero counts as none. */
  double perMinute(long minute);

  /** Both together. */
  default Rate plus(Rate other) {
    return minute -> perMinute(minute) + other.perMinute(minute);
  }

  /** The same shape, {@code factor} times as busy. */
  default Rate times(double factor) {
    return minute -> perMinute(minute) * factor;
  }
}
