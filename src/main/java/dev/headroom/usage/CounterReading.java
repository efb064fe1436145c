package dev.headroom.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A reading of the org's counter {@code DailyApiRequests}, which covers the previous 24 hours.
 *
 * @param at when it was read
 * @param used calls
 */
public record CounterReading(Instant at, long used) {
  /** A reading further from the end of a day does not count for that day. */
  public static final Duration MAX_DISTANCE = Duration.ofMinutes(15);

  /** Returns the reading nearest to the end of {@code day} in UTC; empty if none is near. */
  public static Optional<CounterReading> atEndOf(
      LocalDate day, Collection<CounterReading> readings) {
    return readings.stream()
        .filter(r -> r.distance(day).compareTo(MAX_DISTANCE) <= 0)
        .min(Comparator.comparing(r -> r.distance(day)));
  }

  /** Returns its distance from the end of {@code day}. */
  Duration distance(LocalDate day) {
    return Duration.between(at, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()).abs();
  }
}
