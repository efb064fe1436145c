package dev.headroom.words;

import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, times and windows as people read them. */
public final class Figures {
  private static final DateTimeFormatter TIME_OF_DAY = utc("HH:mm");
  private static final DateTimeFormatter DAY_AND_TIME = utc("d MMM HH:mm");
  private static final DateTimeFormatter CLOCK = utc("d MMM uuuu HH:mm");

  private Figures() {}

  /** {@code 1,234,567}. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * Returns one decimal, rounded down: use below the maximum is never shown as 100 %. Without
   * decimals from 1,000 % on.
   */
  public static String percent(double percent) {
    double tenths = Math.floor(percent * 10) / 10;
    return Math.abs(tenths) >= 1000
        ? String.format(Locale.ROOT, "%,.0f %%", tenths)
        : String.format(Locale.ROOT, "%.1f %%", tenths);
  }

  /** Returns {@code 14:05}, with the day if it is not that of {@code now}. */
  public static String time(Instant at, Instant now) {
    boolean today =
        at.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
    return (today ? TIME_OF_DAY : DAY_AND_TIME).format(at);
  }

  /** {@code 25 Nov 2026 14:05}. */
  public static String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** Returns {@code 3 min ago}; {@code now} within the minute; {@code in 3 min} for the future. */
  public static String ago(Instant at, Instant now) {
    Duration since = Duration.between(at, now);
    if (since.abs().compareTo(Duration.ofMinutes(1)) < 0) {
      return "just now";
    }
    return since.isNegative() ? "in " + about(since.negated()) : about(since) + " ago";
  }

  private static String about(Duration length) {
    return length.toHours() < 1 || length.toHours() >= 48
        ? length(length)
        : length.toHours() + " h";
  }

  /** {@code 3 min}, {@code 5 h 20 min}, {@code 4 days}. */
  public static String length(Duration length) {
    long minutes = length.toMinutes();
    if (minutes < 60) {
      return minutes + " min";
    }
    if (length.toHours() < 48) {
      return length.toHours() + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return length.toDays() + " days";
  }

  /** Returns the time over which a limit counts. */
  public static String window(Window window) {
    return switch (window) {
      case ROLLING_24H -> "last 24 hours";
      case ROLLING_1H -> "last hour";
      case ROLLING_30MIN -> "last 30 minutes";
      case FIXED_DAY_GMT -> "day from midnight GMT";
      case DAY_UNSPECIFIED -> "a day";
      case HOUR_UNSPECIFIED -> "an hour";
      case MONTH_CALENDAR -> "calendar month";
      case MONTH_CONTRACT -> "contract month";
      case MONTH_UNSPECIFIED -> "a month";
      case CONCURRENT -> "at this moment";
      case STOCK -> "total";
      case UNKNOWN -> "not known";
    };
  }

  /** Returns a limit's plain name; the name itself if the catalogue knows no better. */
  public static String label(LimitInfo info) {
    return info.label().isBlank() ? info.name().value() : info.label();
  }

  /**
   * Returns the first {@code most} characters of {@code text}; an empty text for null and blank.
   */
  public static String cut(@Nullable String text, int most) {
    String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
    if (line.length() <= most) {
      return line;
    }
    int end = most - (Character.isHighSurrogate(line.charAt(most - 2)) ? 2 : 1);
    return line.substring(0, end) + "…";
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
