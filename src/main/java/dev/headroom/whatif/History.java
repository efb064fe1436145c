package dev.headroom.whatif;

import dev.headroom.forecast.Forecaster;
import dev.headroom.history.Series;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data a question is answered from: the readings of a limit since it has been the same limit.
 *
 * @param series of the question's limit
 * @param since when it became another one; null if all of the requested period is its history
 * @param byOrg whether that was because another org answers; otherwise its numbers show it
 * @param zone whose local time work follows
 */
public record History(Series series, @Nullable Instant since, boolean byOrg, ZoneId zone) {
  /** A smaller change of the maximum does not make it another limit. */
  private static final double ANOTHER = 9.9;

  /** Returns a history that follows GMT and belongs to one org. */
  static History of(Series series) {
    return new History(series, null, false, ZoneOffset.UTC);
  }

  /**
   * Returns the part of {@code series} that counts.
   *
   * @param anotherSince when another org began to answer; null if none did
   * @param zone whose local time work follows
   */
  public static History of(
      Window window, Series series, @Nullable Instant anotherSince, ZoneId zone) {
    Instant by = byNumbers(window, series.points());
    boolean byOrg = anotherSince != null && (by == null || !by.isAfter(anotherSince));
    Instant since = byOrg ? anotherSince : by;
    List<Series.Point> points =
        since == null
            ? series.points()
            : series.points().stream().filter(p -> !p.at().isBefore(since)).toList();
    boolean cut = points.size() < series.points().size();
    return new History(new Series(series.limit(), points), cut ? since : null, cut && byOrg, zone);
  }

  /** When forecasts from the same readings start over; null if they do not. */
  private static @Nullable Instant byNumbers(Window window, List<Series.Point> points) {
    long least = Long.MAX_VALUE;
    long most = 0;
    for (Series.Point point : points) {
      Reading r = point.reading();
      if (!r.isNotProvisioned() && !r.isUncapped()) {
        least = Math.min(least, r.max());
        most = Math.max(most, r.max());
      }
    }
    if (most < ANOTHER * least) {
      return null;
    }
    Forecaster forecaster = new Forecaster(window);
    Instant first = null;
    for (Series.Point point : points) {
      forecaster.next(point.at(), point.reading());
      first = first == null ? forecaster.lastAt().orElse(null) : first;
    }
    Instant since = forecaster.historySince();
    return first != null && since.isAfter(first) ? since : null;
  }

  /**
   * Returns how much later local time is at {@code at} than at {@code other}, at the same GMT time
   * of day.
   */
  Duration later(Instant at, Instant other) {
    return Duration.ofSeconds(offset(at) - offset(other));
  }

  private long offset(Instant at) {
    return zone.getRules().getOffset(at).getTotalSeconds();
  }

  /** Returns the same for a window that stays in GMT whatever the clocks say. */
  History byGmt() {
    return new History(series, since, byOrg, ZoneOffset.UTC);
  }
}
