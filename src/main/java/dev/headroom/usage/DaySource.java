package dev.headroom.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is known about one day's calls.
 *
 * @param day UTC day
 * @param knowledge whether all of its calls are known
 * @param daily whether a daily file answered
 * @param hourly whether an hourly file answered
 * @param reasons why the day is unknown or partial; for a known day, anything else that was wrong
 */
public record DaySource(
    LocalDate day, Knowledge knowledge, boolean daily, boolean hourly, List<String> reasons) {
  /** How much of a day is known. */
  public enum Knowledge {
    /** All of its calls, as far as files contain them. */
    KNOWN,
    /** What was read counts, but some could not be read. */
    PARTIAL,
    /** No file answered: not zero. */
    UNKNOWN
  }

  public DaySource {
    reasons = List.copyOf(reasons);
  }

  /**
   * Summarises the files of a day.
   *
   * @param readings of files of that day, and of others
   * @param used the org's counter at the end of the day; empty if it was not read
   */
  public static DaySource of(LocalDate day, List<FileReading> readings, OptionalLong used) {
    List<FileReading> own =
        readings.stream()
            .filter(r -> r.file().hasCalls() && r.file().logDate().equals(day))
            .toList();
    boolean daily = answered(own, EventLogFile.Interval.DAILY);
    boolean hourly = answered(own, EventLogFile.Interval.HOURLY);
    List<String> reasons =
        own.stream()
            .filter(r -> r.problem().isPresent())
            .map(r -> r.file().id() + ": " + r.problem().get())
            .toList();
    boolean broken = own.stream().anyMatch(r -> r.answers() && r.problem().isPresent());
    if (daily || hourly) {
      return new DaySource(
          day, broken ? Knowledge.PARTIAL : Knowledge.KNOWN, daily, hourly, reasons);
    }
    if (used.isPresent() && used.getAsLong() == 0) {
      return new DaySource(day, Knowledge.KNOWN, false, false, List.of());
    }
    return new DaySource(
        day,
        Knowledge.UNKNOWN,
        false,
        false,
        reasons.isEmpty() ? List.of("there is no file of the day") : reasons);
  }

  /** Returns {@code daily}, {@code hourly}, {@code daily+hourly} or {@code none}. */
  public String word() {
    return daily && hourly ? "daily+hourly" : daily ? "daily" : hourly ? "hourly" : "none";
  }

  /** Returns whether anything is known about the day's calls. */
  public boolean answers() {
    return knowledge != Knowledge.UNKNOWN;
  }

  private static boolean answered(List<FileReading> own, EventLogFile.Interval interval) {
    return own.stream().anyMatch(r -> r.answers() && r.file().interval() == interval);
  }
}
