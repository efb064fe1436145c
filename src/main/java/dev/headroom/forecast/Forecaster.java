package dev.headroom.forecast;

import dev.headroom.forecast.model.LimitModel;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The forecast of one limit of one org: takes its readings in order and answers each with a
 * projection, in constant time and from nothing but what it was given.
 *
 * <p>Not for use by several threads at once.
 */
public final class Forecaster {
  private final LimitModel model;

  /**
   * Starts with no history; what is usual is so by GMT.
   *
   * @param window as the catalogue has it; what it does not state is found out
   */
  public Forecaster(Window window) {
    this(window, ZoneOffset.UTC);
  }

  /**
   * Starts with no history.
   *
   * @param window as the catalogue has it; what it does not state is found out. It stays one of GMT
   * @param zone whose local time usual work keeps to
   */
  public Forecaster(Window window, ZoneId zone) {
    this(new LimitModel(window, zone));
  }

  private Forecaster(LimitModel model) {
    this.model = model;
  }

  /** The same for work that keeps to GMT. */
  public static Optional<Forecaster> restore(Window window, StoredForecast stored) {
    return restore(window, ZoneOffset.UTC, stored);
  }

  /**
   * A forecaster as it was when {@link #save} was called, within the quantisation of {@link
   * StoredForecast}; empty when the stored form is damaged, of another version or of another
   * window: then it is to be rebuilt by {@link #next} over the history.
   *
   * @param zone that it had when it was saved
   */
  public static Optional<Forecaster> restore(Window window, ZoneId zone, StoredForecast stored) {
    return LimitModel.restore(window, zone, stored).map(Forecaster::new);
  }

  /** The state so far; empty before the first reading. */
  public Optional<StoredForecast> save() {
    return model.save();
  }

  /**
   * From now on usual work keeps to the local time of {@code zone}: what is usual stays at the
   * hours of GMT at which it is now, and moves with the next change of the clocks.
   */
  public void follow(ZoneId zone) {
    model.follow(zone);
  }

  /** The time of the last reading that was taken; empty before the first. */
  public Optional<Instant> lastAt() {
    return model.lastAt();
  }

  /**
   * The time of the first reading of the history that forecasts rest on: later than the first one
   * that was taken where the limit has become another one since (its maximum and its use changed
   * together by ten times or more), or nothing was read for two months. Before the first reading,
   * 1970.
   */
  public Instant historySince() {
    return model.historySince();
  }

  /**
   * The projection at a reading. One that is not later than the last taken, or that is no use of a
   * limit, changes nothing and is answered with {@link Projection.Unknown}.
   *
   * @param at whole seconds
   */
  public Projection next(Instant at, Reading reading) {
    if (reading.isNotProvisioned()) {
      return new Projection.Unknown(UnknownReason.NOT_PROVISIONED, null);
    }
    if (reading.isUncapped()) {
      return new Projection.Unknown(UnknownReason.NO_CAP, null);
    }
    if (reading.used() < 0 || at.getEpochSecond() <= 0) {
      return new Projection.Unknown(UnknownReason.NOT_A_READING, null);
    }
    return model.next(at.getEpochSecond(), (double) reading.used(), (double) reading.max());
  }

  /**
   * The projection at the last reading that was taken, once more: a forecaster that was restored
   * has not made it yet.
   */
  public Projection again() {
    return model.again();
  }

  /** How well the forecasts of this limit have held so far. */
  public ForecastQuality quality() {
    return model.quality();
  }

  /**
   * What the limit usually shows from {@code from} to {@code to}, both inclusive, every quarter of
   * an hour; empty where no usual day is known, and of stocks.
   */
  public List<UsualUse> usual(Instant from, Instant to) {
    return model.usual(from, to);
  }
}
