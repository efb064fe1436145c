package dev.headroom.words;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in alerts: GMT, as short as is unambiguous. */
public final class Moments {
  private static final DateTimeFormatter TIME = formatter("HH:mm");
  private static final DateTimeFormatter DAY_AND_TIME = formatter("EEE HH:mm");
  private static final DateTimeFormatter DATE = formatter("d MMM HH:mm");

  /** From this many days on, a weekday alone is ambiguous. */
  private static final int WEEK = 7;

  private Moments() {}

  /**
   * Returns the time of day; with its weekday if that is not the one of {@code now}, and with its
   * date if it is a week away: {@code 14:20}, {@code Thu 02:10}, {@code 9 Dec 11:00}.
   */
  public static String near(Instant moment, Instant now) {
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (day.equals(today)) {
      return TIME.format(moment);
    }
    long days = Math.abs(day.toEpochDay() - today.toEpochDay());
    return (days < WEEK ? DAY_AND_TIME : DATE).format(moment);
  }

  /**
   * Returns the note on an org's page and in its next message: {@code another org since
   * 2026-11-28}.
   */
  public static String anotherOrg(Instant since) {
    return "another org since " + LocalDate.ofInstant(since, ZoneOffset.UTC);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
