package dev.headroom.forecast;

import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An org's forecasts in stored form.
 *
 * @param since the slot of its first reading
 * @param asOf the slot of its last reading
 * @param zone whose local time the usual weeks follow
 * @param limits those that move
 */
public record StoredForecasts(
    Instant since, Instant asOf, ZoneId zone, SortedMap<LimitName, Limit> limits) {
  public StoredForecasts {
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
  }

  /** Forecasts that follow GMT. */
  public StoredForecasts(Instant since, Instant asOf, SortedMap<LimitName, Limit> limits) {
    this(since, asOf, ZoneOffset.UTC, limits);
  }

  /**
   * One limit.
   *
   * @param movedAt the slot at which its use last changed
   * @param claimedSince the first of the consecutive readings that all expected exhaustion; null if
   *     the last did not
   */
  public record Limit(StoredForecast forecast, Instant movedAt, @Nullable Instant claimedSince) {}
}
