package dev.headroom.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When what is known of an org is too old to be taken for the present, for whatever reason its
 * slots stopped: no message, a queue that stands, a store that refuses its row.
 *
 * @param unknownAfter age of the newest settled slot beyond which the org is unknown
 * @param notReportingAfter and beyond which it does not report; not shorter
 */
public record Staleness(Duration unknownAfter, Duration notReportingAfter) {
  /**
   * A slot is read up to an interval after it began, so two intervals may pass; this is for the
   * reading itself.
   */
  private static final Duration SLACK = Duration.ofMinutes(5);

  /** What to do when slots are not settled. */
  public static final String REMEDY =
      "See whether polling runs: the schedule of dispatch, the poll queue and its dead letters, the"
          + " log of poll, and whether the tables take writes";

  /** What is wrong when nothing was settled since a time. */
  public static String problem(String since) {
    return "no slot of this org was settled since " + since;
  }

  /** How old the newest settled slot is. */
  public enum Freshness {
    /** As young as it should be. */
    FRESH,
    /** More than two intervals old. */
    UNKNOWN,
    /** More than three intervals old. */
    NOT_REPORTING
  }

  /**
   * The ages for an org that is read every {@code interval}.
   *
   * @param least no age is shorter, for a clock that runs faster than real time
   */
  public static Staleness of(Duration interval, Duration least) {
    Duration unknown = longer(interval.multipliedBy(2).plus(SLACK), least);
    return new Staleness(unknown, longer(interval.multipliedBy(3), unknown));
  }

  /**
   * How fresh {@code state} is at {@code now}. An org that was never settled is fresh; one that
   * somebody has paused is unknown, however long nothing was settled.
   */
  public Freshness of(OrgState state, Instant now) {
    if (state.upkeep().restraint().isPausedAt(now)) {
      return Freshness.UNKNOWN;
    }
    Duration age = newest(state, now).map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    if (age.compareTo(notReportingAfter) > 0) {
      return Freshness.NOT_REPORTING;
    }
    return age.compareTo(unknownAfter) > 0 ? Freshness.UNKNOWN : Freshness.FRESH;
  }

  /**
   * Since when nothing was settled: the newest settled slot; where that lies ahead of {@code now},
   * when it was settled. Empty when nothing ever was.
   */
  public static Optional<Instant> newest(OrgState state, Instant now) {
    Instant settled = state.settledAt();
    Instant slot = state.lastSlot();
    if (slot == null) {
      return Optional.ofNullable(settled);
    }
    if (!slot.isAfter(now)) {
      return Optional.of(slot);
    }
    Instant last = settled == null ? state.lastReadAt() : settled;
    return Optional.of(last == null || last.isAfter(now) ? slot : last);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
