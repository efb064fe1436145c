package dev.headroom.whatif;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Calls that come, or stay away, by the hour of the week, evenly within each hour. GMT.
 *
 * @param calls of each of the {@value #HOURS} hours from Monday 00:00 on; negative for calls that
 *     stay away
 */
public record WeeklyLoad(List<Double> calls) {
  /** Hours of a week. */
  static final int HOURS = 168;

  private static final int HOURS_A_DAY = 24;
  private static final double HOUR = Duration.ofHours(1).toSeconds();

  public WeeklyLoad {
    calls = List.copyOf(calls);
    if (calls.size() != HOURS) {
      throw new IllegalArgumentException(calls.size() + " hours of a week");
    }
  }

  /** Calls that come after {@code start} up to {@code end}. */
  double between(Instant start, Instant end) {
    double sum = 0;
    Instant at = start;
    while (at.isBefore(end)) {
      Instant next = at.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
      Instant until = next.isBefore(end) ? next : end;
      sum += calls.get(hour(at)) * Duration.between(at, until).toSeconds() / HOUR;
      at = until;
    }
    return sum;
  }

  private static int hour(Instant at) {
    ZonedDateTime time = at.atZone(ZoneOffset.UTC);
    return (time.getDayOfWeek().getValue() - 1) * HOURS_A_DAY + time.getHour();
  }

  /** The same calls, {@code by} later; earlier where it is negative. */
  WeeklyLoad moved(Duration by) {
    long seconds = by.toSeconds();
    int hours = (int) Math.floorDiv(seconds, (long) HOUR);
    double part = Math.floorMod(seconds, (long) HOUR) / HOUR;
    List<Double> moved = new ArrayList<>(Collections.nCopies(HOURS, 0.0));
    for (int h = 0; h < HOURS; h++) {
      int to = Math.floorMod(h + hours, HOURS);
      moved.set(to, moved.get(to) + calls.get(h) * (1 - part));
      int after = Math.floorMod(to + 1, HOURS);
      moved.set(after, moved.get(after) + calls.get(h) * part);
    }
    return new WeeklyLoad(moved);
  }

  /** The calls that stay away where these come. */
  WeeklyLoad negated() {
    return new WeeklyLoad(calls.stream().map(n -> -n).toList());
  }

  /** Calls of an average day. */
  double perDay() {
    return calls.stream().mapToDouble(n -> n).sum() * HOURS_A_DAY / HOURS;
  }
}
