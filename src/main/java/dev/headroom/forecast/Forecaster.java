package dev.headroom.forecast;

import dev.headroom.forecast.model.Calibration;
import dev.headroom.forecast.model.Doubt;
import dev.headroom.forecast.model.Kind;
import dev.headroom.forecast.model.LocalClock;
import dev.headroom.forecast.model.Outlook;
import dev.headroom.forecast.model.StateCodec;
import dev.headroom.forecast.model.StateReader;
import dev.headroom.forecast.model.StateWriter;
import dev.headroom.forecast.model.Tracker;
import dev.headroom.forecast.model.UsualCourse;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forecast of one limit of one org: takes its readings in order and answers each with a
 * projection, in constant time and from nothing but what it was given.
 *
 * <p>Not for use by several threads at once.
 */
public final class Forecaster {
  /** Of the stored form; those from 1 on are read too, any other is rebuilt from history. */
  private static final int VERSION = 3;

  /** A reading later than the last by more than this begins a new history. */
  private static final long FORGET_AFTER = 60 * 86_400L;

  /** So many readings older than the last one, in order, show that the last was wrong. */
  private static final int BEHIND_TOO_OFTEN = 4;

  private final Window window;
  private final LocalClock clock;
  private final Outlook outlook = new Outlook();
  private final Doubt doubt = new Doubt();
  private Tracker tracker;
  private long behindAt;
  private int behind;

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
    this.window = window;
    this.clock = new LocalClock(zone);
    this.tracker = new Tracker(window, clock);
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
    try {
      Forecaster f = new Forecaster(window, zone);
      StateReader quick = new StateReader(stored.quick());
      StateReader slow = new StateReader(stored.slow());
      int version = f.head(quick);
      if (version > 0 && f.head(slow) == version) {
        f.tracker.quick(quick, version);
        if (version > 1) {
          f.doubt.state(quick);
        }
        f.tracker.slow(slow, version);
        quick.end();
        slow.end();
        f.tracker.usual.lookAhead(f.tracker.openBucket);
        return Optional.of(f);
      }
      return Optional.empty();
    } catch (StateReader.Unreadable e) {
      return Optional.empty();
    }
  }

  /** The state so far; empty before the first reading. */
  public Optional<StoredForecast> save() {
    if (!tracker.started) {
      return Optional.empty();
    }
    StateWriter quick = new StateWriter();
    head(quick);
    tracker.quick(quick, VERSION);
    doubt.state(quick);
    StateWriter slow = new StateWriter();
    head(slow);
    tracker.slow(slow, VERSION);
    return Optional.of(new StoredForecast(quick.bytes(), slow.bytes()));
  }

  /**
   * From now on usual work keeps to the local time of {@code zone}: what is usual stays at the
   * hours of GMT at which it is now, and moves with the next change of the clocks.
   */
  public void follow(ZoneId zone) {
    if (zone.equals(clock.zone())) {
      return;
    }
    int later = clock.turnTo(zone, tracker.openBucket);
    if (tracker.started && later != 0) {
      tracker.shift(later);
    }
  }

  /** The version of a state of this window; 0 of any other. */
  private int head(StateCodec c) {
    int name = window.word().hashCode() & 0xffff;
    long version = c.count(VERSION);
    return version >= 1 && version <= VERSION && c.count(name) == name ? (int) version : 0;
  }

  /** The time of the last reading that was taken; empty before the first. */
  public Optional<Instant> lastAt() {
    return tracker.started ? Optional.of(Instant.ofEpochSecond(tracker.t)) : Optional.empty();
  }

  /**
   * The time of the first reading of the history that forecasts rest on: later than the first one
   * that was taken where the limit has become another one since (its maximum and its use changed
   * together by ten times or more), or nothing was read for two months. Before the first reading,
   * 1970.
   */
  public Instant historySince() {
    return Instant.ofEpochSecond(tracker.t0);
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
    if (reading.used() < 0) {
      return new Projection.Unknown(UnknownReason.NOT_A_READING, null);
    }
    long t = at.getEpochSecond();
    if (t <= 0) {
      return new Projection.Unknown(UnknownReason.NOT_A_READING, null);
    }
    if (tracker.started && t <= tracker.t && !rewound(t)) {
      return new Projection.Unknown(UnknownReason.NOT_LATER, null);
    }
    behind = 0;
    if (tracker.started && t - tracker.t > FORGET_AFTER) {
      tracker = new Tracker(window, clock);
    }
    return taken(t, (double) reading.used(), (double) reading.max());
  }

  private Projection taken(long t, double used, double max) {
    if (doubt.holds(tracker, t, used, max)) {
      outlook.clear();
      tracker.project(outlook);
      outlook.notBefore(t);
      return used < max
          ? projection()
          : new Projection.Exhausted(
              Instant.ofEpochSecond(doubt.at(0)),
              new Relief.NotKnown(Relief.Reason.UNCONFIRMED, tracker.promise.wrong()),
              use());
    }
    if (!doubt.refutes(tracker, used, max)) {
      if (another()) {
        tracker = new Tracker(window, clock);
      }
      for (int i = 0; i < doubt.held(); i++) {
        tracker.step(doubt.at(i), doubt.used(i), doubt.max(i), outlook);
      }
    }
    doubt.clear();
    tracker.step(t, used, max, outlook);
    return projection();
  }

  /** Whether the readings that are held are those of another org, or of another allocation. */
  private boolean another() {
    if (doubt.held() == 0) {
      return false;
    }
    double ratio = doubt.max(0) / tracker.max;
    double use = doubt.used(0) / Math.max(1, tracker.used);
    double day = tracker.usual.busyDay();
    boolean usual = use > 0.5 && use < 2 && !(ratio < 1 && doubt.used(0) < 0.2 * day);
    return (ratio <= 0.1001 || ratio >= 9.99) && !usual;
  }

  /** Whether the clock was wrong when the last reading was taken: then a new history begins. */
  private boolean rewound(long t) {
    behind = t > behindAt || behind == 0 ? behind + 1 : 1;
    behindAt = t;
    if (behind < BEHIND_TOO_OFTEN) {
      return false;
    }
    tracker = new Tracker(window, clock);
    return true;
  }

  /** How well the forecasts of this limit have held so far. */
  public ForecastQuality quality() {
    Calibration c = tracker.calibration;
    return new ForecastQuality(
        new ForecastQuality.Held(c.coverage(0), c.judged(0)),
        new ForecastQuality.Held(c.coverage(1), c.judged(1)),
        new ForecastQuality.Held(c.coverage(2), c.judged(2)));
  }

  /**
   * What the limit usually shows from {@code from} to {@code to}, both inclusive, every quarter of
   * an hour; empty where no usual day is known, and of stocks.
   */
  public List<UsualUse> usual(Instant from, Instant to) {
    return new UsualCourse(tracker).between(from, to);
  }

  private Projection projection() {
    return switch (outlook.verdict) {
      case STABLE ->
          new Projection.Stable(
              calibrated(),
              within24h(),
              use(),
              tracker.kind() == Kind.GAUGE ? tracker.habit.recurrence() : null);
      case EXHAUSTING ->
          new Projection.Exhausting(
              Instant.ofEpochSecond(outlook.earliest),
              Instant.ofEpochSecond(outlook.likely),
              Instant.ofEpochSecond(outlook.latest),
              calibrated(),
              within24h(),
              grounds(),
              use());
      case EXHAUSTED ->
          new Projection.Exhausted(Instant.ofEpochSecond(tracker.exhaustedSince), relief(), use());
      case UNKNOWN -> new Projection.Unknown(outlook.unknown, use());
    };
  }

  private double within24h() {
    return switch (tracker.kind()) {
      case ROLLING, FIXED_DAY -> calibrated();
      case HOUR, STOCK, GAUGE -> outlook.probability;
    };
  }

  private double calibrated() {
    return Chance.of(tracker.kind(), tracker.surge.on, outlook.claim * outlook.patience);
  }

  private Relief relief() {
    int wrong = tracker.promise.wrong();
    return outlook.relief == Outlook.NEVER
        ? new Relief.NotKnown(outlook.reliefUnknown, wrong)
        : new Relief.Expected(
            Instant.ofEpochSecond(outlook.reliefFirst),
            Instant.ofEpochSecond(outlook.relief),
            Instant.ofEpochSecond(outlook.reliefLast),
            wrong);
  }

  private Grounds grounds() {
    return switch (outlook.cause) {
      case USUAL ->
          new Grounds.UsualCourse(
              tracker.kind() == Kind.STOCK ? 1 : tracker.usual.dayLevel(tracker.max),
              tracker.used / tracker.max,
              outlook.peak / tracker.max);
      case GROWTH -> new Grounds.Growth(outlook.perDay, outlook.ofPeaks);
      case SURGE -> {
        double rate = tracker.surge.perBucket();
        double usual = tracker.usual.ahead[0] * tracker.usual.level(tracker.max);
        yield new Grounds.Surge(
            Instant.ofEpochSecond(tracker.surge.began),
            usual > 0 ? 1 + Math.max(0, rate) / usual : Double.POSITIVE_INFINITY);
      }
    };
  }

  private @Nullable UseForecast use() {
    return outlook.hasUse ? new UseForecast(band(0), band(1), band(2)) : null;
  }

  private UseForecast.Band band(int k) {
    return new UseForecast.Band(outlook.low[k], outlook.middle[k], outlook.high[k]);
  }
}
