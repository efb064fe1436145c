package dev.headroom.alert;

import dev.headroom.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an org's data is too old to count as current, whatever stopped its slots: no message, a
 * blocked queue, a store that rejects its row.
 *
 * @param unknownAfter the org is unknown if the newest completed slot is older than this
 * @param notReportingAfter and not reporting if it is older than this; not shorter
 */
public record Staleness(Duration unknownAfter, Duration notReportingAfter) {
  /**
   * A slot is read up to an interval after it began, so two intervals may pass; this allows for the
   * reading itself.
   */
  private static final Duration SLACK = Duration.ofMinutes(5);

  /** What to do when slots are not completed. */
  public static final String REMEDY =
      "Check whether polling runs: the schedule of dispatch, the poll queue and its dead letters,"
          + " the log of poll, and whether the tables take writes";

  /** Returns the problem if nothing was completed since a time. */
  public static String problem(String since) {
    return "no slot of this org was completed since " + since;
  }

  /** The age of the newest completed slot. */
  public enum Freshness {
    /** No older than it should be. */
    FRESH,
    /** More than two intervals old. */
    UNKNOWN,
    /** More than three intervals old. */
    NOT_REPORTING
  }

  /**
   * Returns the ages for an org by how often it is read at present: an org that is read less often
   * while it is quiet has the longer ages only then.
   *
   * @param least no age is shorter, for a clock that runs faster than real time
   */
  public static Staleness of(Org org, OrgState state, Duration least) {
    return of(AdaptiveInterval.of(org, state), least);
  }

  /**
   * Returns the ages for an org that is read every {@code interval}.
   *
   * @param least no age is shorter, for a clock that runs faster than real time
   */
  public static Staleness of(Duration interval, Duration least) {
    Duration unknown = longer(interval.multipliedBy(2).plus(SLACK), least);
    return new Staleness(unknown, longer(interval.multipliedBy(3), unknown));
  }

  /**
   * Returns how fresh {@code state} is at {@code now}. An org without a completed slot is fresh; a
   * paused one is unknown, however long nothing was completed.
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
   * Returns since when nothing was completed: the newest completed slot; if that lies ahead of
   * {@code now}, the time when it was completed. Empty if nothing ever was.
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
