package dev.headroom.forecast;

import java.time.Instant;

/**
 * When a limit that has run out will have room again: the first reading under its maximum after
 * which it stays under it for an hour (of an hourly limit: the first reading under it).
 */
public sealed interface Relief {
  /** How many earlier estimates since the limit ran out were wrong; each had its latest time. */
  int wrongSoFar();

  /**
   * Room is expected: what leaves the window outweighs what is expected to come.
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

  /** Nobody can tell. */
  record NotKnown(Reason reason, int wrongSoFar) implements Relief {}

  /** Why no time is named. */
  enum Reason {
    /** What is expected to come fills what leaves the window, for a day at least. */
    REFILLED("calls keep coming as fast as the window frees them"),
    /** A stock. */
    NEEDS_CLEANUP("it stays full until someone makes room"),
    /** A month of which no beginning was seen. */
    NEXT_MONTH("its month begins anew on a day that is not known yet"),
    /** A gauge. */
    WORK_IN_PROGRESS("it falls when running work ends"),
    /** What usually comes is not known. */
    TOO_LITTLE_HISTORY("there is less than a day of history"),
    /** Such a reading waits for the next one. */
    UNCONFIRMED("the reading does not follow from those before it; the next one will tell");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** The reason as a user reads it. */
    public String words() {
      return words;
    }
  }
}
