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
 * Forecasts one limit of one org: takes its readings in order and answers each with a projection,
 * in constant time and from its inputs alone.
 *
 * <p>Not thread-safe.
 */
public final class Forecaster {
  private final LimitModel model;

  /**
   * Starts with no history; usual work follows GMT.
   *
   * @param window as the catalogue has it; what it does not state is learned
   */
  public Forecaster(Window window) {
    this(window, ZoneOffset.UTC);
  }

  /**
   * Starts with no history.
   *
   * @param window as the catalogue has it; what it does not state is learned. It stays in GMT
   * @param zone whose local time usual work follows
   */
  public Forecaster(Window window, ZoneId zone) {
    this(new LimitModel(window, zone));
  }

  private Forecaster(LimitModel model) {
    this.model = model;
  }

  /** Restores a forecaster whose usual work follows GMT. */
  public static Optional<Forecaster> restore(Window window, StoredForecast stored) {
    return restore(window, ZoneOffset.UTC, stored);
  }

  /**
   * Restores a forecaster as it was when {@link #save} was called, within the quantisation of
   * {@link StoredForecast}; empty when the stored form is damaged, of another version or of another
   * window: then rebuild it by calling {@link #next} over the history.
   *
   * @param zone that it had when it was saved
   */
  public static Optional<Forecaster> restore(Window window, ZoneId zone, StoredForecast stored) {
    return LimitModel.restore(window, zone, stored).map(Forecaster::new);
  }

  /** Returns the state so far; empty before the first reading. */
  public Optional<StoredForecast> save() {
    return model.save();
  }

  /**
   * Makes usual work follow the local time of {@code zone} from now on: it stays at its present
   * hours of GMT, and moves with the next clock change.
   */
  public void follow(ZoneId zone) {
    model.follow(zone);
  }

  /** Returns the time of the last accepted reading; empty before the first. */
  public Optional<Instant> lastAt() {
    return model.lastAt();
  }

  /**
   * Returns the time of the first reading of the history that forecasts are based on. It is later
   * than the first accepted reading if the limit has become another one since (its maximum and its
   * use changed together by a factor of ten or more), or if nothing was read for two months. Before
   * the first reading, 1970.
   */
  public Instant historySince() {
    return model.historySince();
  }

  /**
   * Returns the projection at a reading. A reading that is not later than the last accepted one, or
   * that cannot be a use of a limit, changes nothing and is answered with {@link
   * Projection.Unknown}.
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
   * Returns the projection at the last accepted reading again; a restored forecaster has not made
   * it yet.
   */
  public Projection again() {
    return model.again();
  }

  /** Returns how well the forecasts of this limit have held so far. */
  public ForecastQuality quality() {
    return model.quality();
  }

  /**
   * Returns what the limit usually shows from {@code from} to {@code to}, both inclusive, every
   * quarter of an hour; empty if no usual day is known, and for stocks.
   */
  public List<UsualUse> usual(Instant from, Instant to) {
    return model.usual(from, to);
  }
}
