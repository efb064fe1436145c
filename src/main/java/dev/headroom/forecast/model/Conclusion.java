package dev.headroom.forecast.model;

import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UseForecast;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Derives the projection from what is known about a limit and what a model says. */
final class Conclusion {
  private final Tracker tracker;
  private final Outlook outlook;

  Conclusion(Tracker tracker, Outlook outlook) {
    this.tracker = tracker;
    this.outlook = outlook;
  }

  Projection projection() {
    return switch (outlook.state()) {
      case STABLE ->
          new Projection.Stable(
              calibrated(),
              within24h(),
              use(),
              tracker.kind() == Kind.GAUGE ? tracker.habit().recurrence() : null);
      case EXHAUSTING ->
          new Projection.Exhausting(
              Instant.ofEpochSecond(outlook.earliest()),
              Instant.ofEpochSecond(outlook.likely()),
              Instant.ofEpochSecond(outlook.latest()),
              calibrated(),
              within24h(),
              grounds(),
              use());
      case EXHAUSTED ->
          new Projection.Exhausted(
              Instant.ofEpochSecond(tracker.exhaustedSince()), relief(), use());
      case UNKNOWN -> new Projection.Unknown(outlook.unknown(), use());
    };
  }

  /**
   * The projection while it is doubtful whether the limit, full since {@code since}, is still the
   * same one.
   */
  Projection unconfirmed(long since) {
    return new Projection.Exhausted(
        Instant.ofEpochSecond(since),
        new Relief.NotKnown(Relief.Reason.UNCONFIRMED, tracker.promise().wrong()),
        use());
  }

  private double within24h() {
    return switch (tracker.kind()) {
      case ROLLING, FIXED_DAY -> calibrated();
      case HOUR, STOCK, GAUGE -> outlook.withinDay();
    };
  }

  private double calibrated() {
    return CalibratedChance.of(tracker.kind(), tracker.surge().isOn(), outlook.claim());
  }

  private Relief relief() {
    int wrong = tracker.promise().wrong();
    return outlook.hasRelief()
        ? new Relief.Expected(
            Instant.ofEpochSecond(outlook.reliefFirst()),
            Instant.ofEpochSecond(outlook.relief()),
            Instant.ofEpochSecond(outlook.reliefLast()),
            wrong)
        : new Relief.NotKnown(outlook.reliefUnknown(), wrong);
  }

  private Grounds grounds() {
    UsualWeek usual = tracker.usual();
    return switch (outlook.cause()) {
      case USUAL ->
          new Grounds.UsualCourse(
              tracker.kind() == Kind.STOCK ? 1 : usual.dayLevel(tracker.max()),
              tracker.used() / tracker.max(),
              outlook.peak() / tracker.max());
      case GROWTH -> new Grounds.Growth(outlook.perDay(), outlook.ofPeaks());
      case SURGE -> {
        double rate = tracker.surge().perBucket();
        double expected = usual.ahead(0) * usual.level(tracker.max());
        yield new Grounds.Surge(
            Instant.ofEpochSecond(tracker.surge().began()),
            expected > 0 ? 1 + Math.max(0, rate) / expected : Double.POSITIVE_INFINITY);
      }
    };
  }

  private @Nullable UseForecast use() {
    return outlook.hasUse() ? new UseForecast(band(0), band(1), band(2)) : null;
  }

  private UseForecast.Band band(int k) {
    return new UseForecast.Band(outlook.low(k), outlook.middle(k), outlook.high(k));
  }
}
