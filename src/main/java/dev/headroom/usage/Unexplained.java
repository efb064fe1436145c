package dev.headroom.usage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The difference between the org's counter at the end of a day and the files.
 *
 * @param used the counter; empty if it was not read near the end of the day
 * @param calls {@code used} minus the counted calls, negative if files have more; empty if either
 *     is unknown
 * @param reasons likely causes, the likeliest first; empty if nothing is unexplained
 */
public record Unexplained(OptionalLong used, OptionalLong calls, List<Reason> reasons) {
  /** Salesforce states this accuracy for the counter (REST API Developer Guide, Limits). */
  private static final Duration ACCURACY = Duration.ofMinutes(5);

  private static final double MINUTES = 60;

  /** Possible causes of a difference. */
  public enum Kind {
    /** Nothing can be compared: no file of the day was read. */
    DAY_UNKNOWN("No event log file of the day was read."),
    /** Nothing can be compared: there is no reading near the end of the day. */
    COUNTER_UNKNOWN("The org's counter was not read within 15 minutes of the end of the day."),
    /** A file broke off or had rows that could not be read. */
    PARTIAL_DAY("Some of the day's files could not be read completely."),
    /** There are only hourly files, and some hours have no call. */
    HOURS_MISSING("The daily file is not there yet, and some hours have no file."),
    /** The next day's file, which contains rows of the last minutes, has not been read yet. */
    LATE_ROWS("Calls of the last minutes come in the next day's file, which was not read yet."),
    /** The counter is up to five minutes old and was not read exactly at midnight. */
    AGE_OF_READING("The counter was read some minutes from midnight and lags behind."),
    /** Some calls are in the counter and in no file. */
    NOT_IN_FILES("The org counted calls that it wrote to no event log file."),
    /** The files mark more calls as counted than the counter has. */
    NOT_IN_COUNTER("The files mark more calls as counted than the org's counter has.");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** Returns a sentence for a person. */
    public String sentence() {
      return sentence;
    }
  }

  /**
   * A reason.
   *
   * @param atMost how many calls it can account for; empty if unknown
   */
  public record Reason(Kind kind, OptionalLong atMost) {}

  public Unexplained {
    reasons = List.copyOf(reasons);
  }

  /**
   * Compares the counted calls of a day with the counter.
   *
   * @param end the reading at the end of the day, see {@link CounterReading#atEndOf}
   * @param nextDayRead whether a file of the next day was read
   */
  public static Unexplained of(
      DaySource source, DayUsage usage, Optional<CounterReading> end, boolean nextDayRead) {
    OptionalLong used = end.isPresent() ? OptionalLong.of(end.get().used()) : OptionalLong.empty();
    if (!source.answers()) {
      return new Unexplained(used, OptionalLong.empty(), List.of(unbounded(Kind.DAY_UNKNOWN)));
    }
    if (end.isEmpty()) {
      return new Unexplained(used, OptionalLong.empty(), List.of(unbounded(Kind.COUNTER_UNKNOWN)));
    }
    long calls = end.get().used() - usage.counted();
    List<Reason> reasons = new ArrayList<>();
    long byAge = byAge(usage, end.get());
    if (calls != 0) {
      reasons.add(new Reason(Kind.AGE_OF_READING, OptionalLong.of(byAge)));
    }
    // What the age of the reading accounts for needs no other reason.
    if (calls > byAge) {
      List<Reason> missing = missing(source, usage, nextDayRead);
      reasons.addAll(
          0,
          missing.isEmpty()
              ? List.of(new Reason(Kind.NOT_IN_FILES, OptionalLong.of(calls)))
              : missing);
    } else if (-calls > byAge) {
      reasons.addFirst(new Reason(Kind.NOT_IN_COUNTER, OptionalLong.of(-calls)));
    }
    return new Unexplained(used, OptionalLong.of(calls), reasons);
  }

  /** Why calls may be missing from what was read. */
  private static List<Reason> missing(DaySource source, DayUsage usage, boolean nextDayRead) {
    List<Reason> reasons = new ArrayList<>();
    if (source.knowledge() == DaySource.Knowledge.PARTIAL) {
      reasons.add(unbounded(Kind.PARTIAL_DAY));
    }
    boolean silent = IntStream.range(0, 24).anyMatch(h -> ofHour(usage, h) == 0);
    if (source.hourly() && !source.daily() && silent) {
      reasons.add(unbounded(Kind.HOURS_MISSING));
    }
    if (!nextDayRead) {
      reasons.add(
          new Reason(Kind.LATE_ROWS, OptionalLong.of(minutes(ofHour(usage, 23), ACCURACY))));
    }
    return reasons;
  }

  /**
   * Calls in as many minutes as the reading may be off, at the rate of the hours around midnight.
   */
  private static long byAge(DayUsage usage, CounterReading end) {
    long busiest = Math.max(ofHour(usage, 0), ofHour(usage, 23));
    return minutes(busiest, end.distance(usage.day()).plus(ACCURACY));
  }

  private static long minutes(long ofHour, Duration time) {
    return (long) Math.ceil(ofHour * (time.toSeconds() / 60.0) / MINUTES);
  }

  private static long ofHour(DayUsage usage, int hour) {
    return usage.integrations().stream().mapToLong(s -> s.hours().get(hour)).sum();
  }

  private static Reason unbounded(Kind kind) {
    return new Reason(kind, OptionalLong.empty());
  }
}
