package dev.headroom.forecast.model;

import dev.headroom.forecast.ForecastQuality;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.StoredForecast;
import dev.headroom.forecast.UnknownReason;
import dev.headroom.forecast.UsualUse;
import dev.headroom.limits.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Everything known about one limit, and what a reading does to it: which readings are believed,
 * when a new history begins, and how the state is stored. The only class of this package that
 * others use.
 */
public final class LimitModel {
  /** Version of the stored form. Versions from 1 on are read; any other is rebuilt from history. */
  private static final int VERSION = 3;

  /** A reading later than the last by more than this begins a new history. */
  private static final long FORGET_AFTER = 60 * 86_400L;

  /** This many ascending readings older than the last one show that the last was wrong. */
  private static final int BEHIND_TOO_OFTEN = 4;

  private final Window window;
  private final LocalClock clock;
  private final Outlook outlook = new Outlook();
  private final Doubt doubt = new Doubt();
  private Tracker tracker;
  private long behindAt;
  private int behind;

  /** Starts with no history. */
  public LimitModel(Window window, ZoneId zone) {
    this.window = window;
    this.clock = new LocalClock(zone);
    this.tracker = new Tracker(window, clock);
  }

  /** Restores a saved model; empty if the stored form does not belong to this window. */
  public static Optional<LimitModel> restore(Window window, ZoneId zone, StoredForecast stored) {
    try {
      LimitModel model = new LimitModel(window, zone);
      return model.read(stored) ? Optional.of(model) : Optional.empty();
    } catch (StateReader.Unreadable e) {
      return Optional.empty();
    }
  }

  private boolean read(StoredForecast stored) {
    StateReader quick = new StateReader(stored.quick());
    StateReader slow = new StateReader(stored.slow());
    int version = head(quick);
    if (version == 0 || head(slow) != version) {
      return false;
    }
    tracker.quick(quick, version);
    if (version > 1) {
      doubt.state(quick);
    }
    tracker.slow(slow, version);
    quick.end();
    slow.end();
    tracker.usual().lookAhead(tracker.openBucket());
    return true;
  }

  /** Returns the state so far; empty before the first reading. */
  public Optional<StoredForecast> save() {
    if (!tracker.started()) {
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

  /** The version of a state of this window; 0 for any other. */
  private int head(StateCodec c) {
    int name = window.word().hashCode() & 0xffff;
    long version = c.count(VERSION);
    return version >= 1 && version <= VERSION && c.count(name) == name ? (int) version : 0;
  }

  /** Makes usual work follow the local time of {@code zone} from now on. */
  public void follow(ZoneId zone) {
    if (zone.equals(clock.zone())) {
      return;
    }
    int later = clock.turnTo(zone, tracker.openBucket());
    if (tracker.started() && later != 0) {
      tracker.shift(later);
    }
  }

  /** Returns the time of the last accepted reading; empty before the first. */
  public Optional<Instant> lastAt() {
    return tracker.started() ? Optional.of(Instant.ofEpochSecond(tracker.at())) : Optional.empty();
  }

  /** Returns the time of the first reading in the present history; 1970 before it. */
  public Instant historySince() {
    return Instant.ofEpochSecond(tracker.since());
  }

  /**
   * Returns the projection at a reading.
   *
   * @param t seconds since 1970, over 0
   * @param used 0 or more
   * @param max over 0
   */
  public Projection next(long t, double used, double max) {
    if (tracker.started() && t <= tracker.at() && !rewound(t)) {
      return new Projection.Unknown(UnknownReason.NOT_LATER, null);
    }
    behind = 0;
    if (tracker.started() && t - tracker.at() > FORGET_AFTER) {
      tracker = new Tracker(window, clock);
    }
    if (doubt.holds(tracker, t, used, max)) {
      return doubted(t, used, max);
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
    return new Conclusion(tracker, outlook).projection();
  }

  /** Returns the projection at the last accepted reading again. */
  public Projection again() {
    if (!tracker.started()) {
      return new Projection.Unknown(UnknownReason.FIRST_READING, null);
    }
    int last = doubt.held() - 1;
    if (last >= 0) {
      return doubted(doubt.at(last), doubt.used(last), doubt.max(last));
    }
    outlook.clear();
    tracker.project(outlook);
    return new Conclusion(tracker, outlook).projection();
  }

  /** What followed from the previous reading, as of {@code t}. */
  private Projection doubted(long t, double used, double max) {
    outlook.clear();
    tracker.project(outlook);
    outlook.notBefore(t);
    Conclusion conclusion = new Conclusion(tracker, outlook);
    return used < max ? conclusion.projection() : conclusion.unconfirmed(doubt.at(0));
  }

  /** Whether the held readings belong to another org or another allocation. */
  private boolean another() {
    if (doubt.held() == 0) {
      return false;
    }
    double ratio = doubt.max(0) / tracker.max();
    double use = doubt.used(0) / Math.max(1, tracker.used());
    double day = tracker.usual().busyDay();
    boolean usual = use > 0.5 && use < 2 && !(ratio < 1 && doubt.used(0) < 0.2 * day);
    return (ratio <= 0.1001 || ratio >= 9.99) && !usual;
  }

  /** Whether the clock was wrong at the last reading: then a new history begins. */
  private boolean rewound(long t) {
    behind = t > behindAt || behind == 0 ? behind + 1 : 1;
    behindAt = t;
    if (behind < BEHIND_TOO_OFTEN) {
      return false;
    }
    tracker = new Tracker(window, clock);
    return true;
  }

  /** Returns how well the forecasts of this limit have held so far. */
  public ForecastQuality quality() {
    Calibration c = tracker.calibration();
    return new ForecastQuality(c.held(0), c.held(1), c.held(2));
  }

  /** Returns what the limit usually shows between two times, both inclusive. */
  public List<UsualUse> usual(Instant from, Instant to) {
    return new UsualCourse(tracker).between(from, to);
  }
}
