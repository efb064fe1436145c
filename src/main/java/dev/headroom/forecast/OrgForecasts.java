package dev.headroom.forecast;

import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The forecasts of one org's limits. Only limits that move have a {@link Forecaster}: most limits
 * of an org stand still for weeks, and for those only the time since when is kept.
 */
public final class OrgForecasts {
  /** A limit that has not moved for this long is dropped again. */
  private static final Duration STILL = Duration.ofDays(14);

  /** How much idle history a new forecaster is given before the first change, hourly. */
  private static final Duration TOLD = Duration.ofDays(8);

  private static final Duration DAY = Duration.ofDays(1);

  private final Function<LimitName, Window> windows;
  private final Map<LimitName, Moving> moving = new HashMap<>();
  private final Map<LimitName, Reading> still = new HashMap<>();
  private SortedMap<LimitName, Outcome> latest = LimitMap.of();

  /** The limits of the last readings. */
  private LimitMap<?> shown = LimitMap.of();

  private ZoneId zone = ZoneOffset.UTC;
  private @Nullable Instant since;
  private @Nullable Instant lastAt;

  /**
   * What a slot says about a limit's future.
   *
   * @param claimedSince the first of the consecutive readings that all expected exhaustion; null if
   *     this one does not
   * @param poor whether this limit's intervals have held too seldom recently
   */
  public record Outcome(Projection projection, @Nullable Instant claimedSince, boolean poor) {}

  private static final class Moving {
    final Forecaster forecaster;
    Instant movedAt;
    @Nullable Instant claimedSince;
    long used = Long.MIN_VALUE;

    Moving(Forecaster forecaster, Instant movedAt, @Nullable Instant claimedSince) {
      this.forecaster = forecaster;
      this.movedAt = movedAt;
      this.claimedSince = claimedSince;
    }
  }

  /**
   * Starts for an org that was never read.
   *
   * @param windows returns what the catalogue says about a limit
   */
  public OrgForecasts(Function<LimitName, Window> windows) {
    this.windows = windows;
  }

  /**
   * Follows the local time of {@code next} from now on, see {@link Forecaster#follow}.
   *
   * @param next the org's zone
   */
  public void follow(ZoneId next) {
    zone = next;
    moving.values().forEach(m -> m.forecaster.follow(next));
  }

  /**
   * Returns whether they are based on readings from before {@code begin}, which belong to another
   * org.
   */
  public boolean areOlderThan(@Nullable Instant begin) {
    return since != null && begin != null && since.isBefore(begin);
  }

  /**
   * Restores stored forecasts; empty when they are of another version or damaged: then history must
   * be replayed.
   */
  public static Optional<OrgForecasts> restore(
      Function<LimitName, Window> windows, StoredForecasts stored) {
    OrgForecasts org = new OrgForecasts(windows);
    org.since = stored.since();
    org.lastAt = stored.asOf();
    org.zone = stored.zone();
    for (Map.Entry<LimitName, StoredForecasts.Limit> e : stored.limits().entrySet()) {
      StoredForecasts.Limit limit = e.getValue();
      Optional<Forecaster> forecaster =
          Forecaster.restore(windows.apply(e.getKey()), stored.zone(), limit.forecast());
      if (forecaster.isEmpty()) {
        return Optional.empty();
      }
      org.moving.put(
          e.getKey(), new Moving(forecaster.get(), limit.movedAt(), limit.claimedSince()));
    }
    return Optional.of(org);
  }

  /** Returns everything except limits that stand still; empty before the first reading. */
  public Optional<StoredForecasts> save() {
    if (since == null || lastAt == null) {
      return Optional.empty();
    }
    SortedMap<LimitName, StoredForecasts.Limit> limits = new TreeMap<>();
    moving.forEach(
        (limit, m) ->
            m.forecaster
                .save()
                .ifPresent(
                    forecast ->
                        limits.put(
                            limit,
                            new StoredForecasts.Limit(forecast, m.movedAt, m.claimedSince))));
    return Optional.of(new StoredForecasts(since, lastAt, zone, limits));
  }

  /** Returns the slot of the last accepted readings; empty before the first. */
  public Optional<Instant> lastAt() {
    return Optional.ofNullable(lastAt);
  }

  /** Returns how many limits have a forecaster, which determines the memory used. */
  public int size() {
    return moving.size();
  }

  /** Returns what the last readings said. */
  public SortedMap<LimitName, Outcome> latest() {
    return latest;
  }

  /**
   * Returns everything known about the future of {@code limit}; empty when the last slot had no
   * reading of it.
   *
   * @param from start of the usual course to return, inclusive
   * @param to its end, inclusive
   */
  public Optional<LimitForecast> forecast(LimitName limit, Instant from, Instant to) {
    Outcome outcome = latest.get(limit);
    if (outcome == null || lastAt == null) {
      return Optional.empty();
    }
    Moving m = moving.get(limit);
    return Optional.of(
        m == null
            ? new LimitForecast(lastAt, outcome, ForecastQuality.NONE, List.of())
            : new LimitForecast(
                lastAt, outcome, m.forecaster.quality(), m.forecaster.usual(from, to)));
  }

  /** Drops all limits except {@code known}: the org no longer has them. */
  public void retain(Set<LimitName> known) {
    moving.keySet().retainAll(known);
    still.keySet().retainAll(known);
  }

  /**
   * Drops all limits except {@code known}, and records the last reading of each; see {@link
   * #retain} and {@link #remember}. Does nothing if the last slot showed these limits and no other.
   */
  public <K> void keep(LimitMap<K> known, Function<K, Reading> reading) {
    if (moving.size() + still.size() == known.size() && shown.hasLimitsOf(known)) {
      return;
    }
    retain(known.keySet());
    known.forEach((limit, k) -> remember(limit, reading.apply(k)));
  }

  /**
   * Records the last reading of a limit, from which the next one is seen to move or not; one that
   * was read since counts.
   */
  public void remember(LimitName limit, Reading reading) {
    Moving m = moving.get(limit);
    if (m == null) {
      still.putIfAbsent(limit, reading);
    } else if (m.used == Long.MIN_VALUE) {
      m.used = reading.used();
    }
  }

  /**
   * Repeats what the last readings said if these forecasts have been restored since; otherwise
   * changes nothing.
   *
   * @param readings of the last slot
   */
  public void recall(SortedMap<LimitName, Reading> readings) {
    if (lastAt == null || since == null || !latest.isEmpty()) {
      return;
    }
    SortedMap<LimitName, Outcome> outcomes = new TreeMap<>();
    for (Map.Entry<LimitName, Reading> e : readings.entrySet()) {
      Moving m = moving.get(e.getKey());
      outcomes.put(
          e.getKey(),
          m == null
              ? new Outcome(standing(lastAt, e.getValue(), since), null, false)
              : new Outcome(m.forecaster.again(), m.claimedSince, m.forecaster.quality().isPoor()));
    }
    latest = outcomes;
  }

  /**
   * Returns the projection for each reading of a slot. Readings of a slot that is not later than
   * the last one change nothing and get no projection.
   */
  public LimitMap<Outcome> next(Instant slot, SortedMap<LimitName, Reading> readings) {
    if (lastAt != null && !slot.isAfter(lastAt)) {
      return LimitMap.of();
    }
    Instant first = since == null ? slot : since;
    since = first;
    LimitMap<Outcome> outcomes =
        LimitMap.copyOf(readings).map((limit, reading) -> next(limit, slot, reading, first));
    lastAt = slot;
    latest = outcomes;
    shown = outcomes;
    return outcomes;
  }

  private Outcome next(LimitName limit, Instant slot, Reading reading, Instant first) {
    Moving m = moving.get(limit);
    if (m == null) {
      Reading before = still.put(limit, reading);
      if (stands(before, reading)) {
        return new Outcome(standing(slot, reading, first), null, false);
      }
      m = begin(limit, before, first, slot);
      still.remove(limit);
    }
    if (reading.used() != m.used) {
      m.movedAt = m.used == Long.MIN_VALUE ? m.movedAt : slot;
      m.used = reading.used();
    }
    Projection projection = m.forecaster.next(slot, reading);
    boolean claimed = projection instanceof Projection.Exhausting;
    m.claimedSince = !claimed ? null : m.claimedSince == null ? slot : m.claimedSince;
    if (slot.isAfter(m.movedAt.plus(STILL)) && stands(reading, reading)) {
      moving.remove(limit);
      still.put(limit, reading);
    }
    return new Outcome(projection, m.claimedSince, m.forecaster.quality().isPoor());
  }

  /** Whether a limit needs no forecaster: it has no meaningful use, or always the same. */
  private static boolean stands(@Nullable Reading before, Reading now) {
    return now.isNotProvisioned()
        || now.isUncapped()
        || now.used() < 0
        || (now.used() < now.max() && (before == null || before.equals(now)));
  }

  private static Projection standing(Instant slot, Reading reading, Instant first) {
    if (reading.isNotProvisioned()) {
      return new Projection.Unknown(UnknownReason.NOT_PROVISIONED, null);
    }
    if (reading.isUncapped()) {
      return new Projection.Unknown(UnknownReason.NO_CAP, null);
    }
    if (reading.used() < 0) {
      return new Projection.Unknown(UnknownReason.NOT_A_READING, null);
    }
    if (!slot.isAfter(first)) {
      return new Projection.Unknown(UnknownReason.FIRST_READING, null);
    }
    double used = reading.used();
    UseForecast.Band same = new UseForecast.Band(used, used, used);
    UseForecast use = new UseForecast(same, same, same);
    return slot.isBefore(first.plus(DAY))
        ? new Projection.Unknown(UnknownReason.LESS_THAN_A_DAY, use)
        : new Projection.Stable(0, 0, use, null);
  }

  /** A forecaster that has been fed how long the limit stood still. */
  private Moving begin(LimitName limit, @Nullable Reading before, Instant first, Instant slot) {
    Moving m = new Moving(new Forecaster(windows.apply(limit), zone), slot, null);
    moving.put(limit, m);
    if (before != null && lastAt != null && !before.isNotProvisioned() && !before.isUncapped()) {
      Instant from = slot.minus(TOLD);
      Instant at = from.isBefore(first) ? first : from;
      for (; at.isBefore(lastAt); at = at.plus(Duration.ofHours(1))) {
        m.forecaster.next(at, before);
      }
      m.forecaster.next(lastAt, before);
    }
    return m;
  }
}
