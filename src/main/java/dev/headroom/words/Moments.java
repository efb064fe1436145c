package dev.headroom.words;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as alerts write them: GMT, as short as is clear. */
public final class Moments {
  private static final DateTimeFormatter TIME = formatter("HH:mm");
  private static final DateTimeFormatter DAY_AND_TIME = formatter("EEE HH:mm");
  private static final DateTimeFormatter DATE = formatter("d MMM HH:mm");

  /** From so many days on, a weekday alone is not clear. */
  private static final int WEEK = 7;

  private Moments() {}

  /**
   * The time of day; with its weekday where that is not the one of {@code now}, and with its date
   * where it is a week away: {@code 14:20}, {@code Thu 02:10}, {@code 9 Dec 11:00}.
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

  /** What the page and the next message of an org say: {@code another org since 2026-11-28}. */
  public static String anotherOrg(Instant since) {
    return "another org since " + LocalDate.ofInstant(since, ZoneOffset.UTC);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
