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
 * What a question is asked of: the readings of a limit since it is the one that it is.
 *
 * @param series of the question's limit
 * @param since when it became another one; null when all that was asked for is its history
 * @param byOrg whether that was because another org answers; else its numbers say so
 * @param zone whose local time work keeps to
 */
public record History(Series series, @Nullable Instant since, boolean byOrg, ZoneId zone) {
  /** A change of the maximum by less than this makes no other limit of it. */
  private static final double ANOTHER = 9.9;

  /** A history that is one of GMT and of one org. */
  static History of(Series series) {
    return new History(series, null, false, ZoneOffset.UTC);
  }

  /**
   * What of {@code series} counts.
   *
   * @param anotherSince when another org began to answer; null when none did
   * @param zone whose local time work keeps to
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

  /** When forecasts of the same readings begin anew; null when they do not. */
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

  /** How much later local time is at {@code at} than it is at {@code other}, GMT being the same. */
  Duration later(Instant at, Instant other) {
    return Duration.ofSeconds(offset(at) - offset(other));
  }

  private long offset(Instant at) {
    return zone.getRules().getOffset(at).getTotalSeconds();
  }

  /** The same for a window that is one of GMT whatever the clocks say. */
  History byGmt() {
    return new History(series, since, byOrg, ZoneOffset.UTC);
  }
}
