package dev.headroom.forecast;

import java.time.Instant;

/**
 * When an exhausted limit will have room again: the first reading under its maximum after which it
 * stays under it for an hour (for an hourly limit: the first reading under it).
 */
public sealed interface Relief {
  /** How many estimates have proved wrong since the limit ran out: their latest time has passed. */
  int wrongSoFar();

  /**
   * Room is expected: more leaves the window than is expected to arrive.
   *
   * @param earliest start of the 90 % interval, not before the reading
   * @param likely the time in the middle
   * @param latest end of the interval
   */
  record Expected(Instant earliest, Instant likely, Instant latest, int wrongSoFar)
      implements Relief {
    public Expected {
      if (likely.isBefore(earliest) || latest.isBefore(likely)) {
        throw new IllegalArgumentException(earliest + ", " + likely + ", " + latest);
      }
    }
  }

  /** The time cannot be estimated. */
  record NotKnown(Reason reason, int wrongSoFar) implements Relief {}

  /** Why no time is given. */
  enum Reason {
    /** Expected arrivals fill what leaves the window, for at least a day. */
    REFILLED("calls keep coming as fast as the window frees them"),
    /** A stock. */
    NEEDS_CLEANUP("it stays full until someone makes room"),
    /** A monthly limit whose start of month has not been seen. */
    NEXT_MONTH("the start of its month is not known yet"),
    /** A gauge. */
    WORK_IN_PROGRESS("it falls when running work ends"),
    /** The usual arrivals are not known. */
    TOO_LITTLE_HISTORY("there is less than a day of history"),
    /** Such a reading is held until the next one. */
    UNCONFIRMED("the reading contradicts the previous ones; the next one will show");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** Returns the reason as users read it. */
    public String words() {
      return words;
    }
  }
}
