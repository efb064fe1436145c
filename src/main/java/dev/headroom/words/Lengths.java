package dev.headroom.words;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them in forms, and as forms show them: {@code 12 h}. */
public final class Lengths {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?<sign>-)?(?=\\d)(?:(?<days>\\d{1,4}) ?d(?:ays?)? ?)?"
              + "(?:(?<hours>\\d{1,5}) ?h(?:ours?)? ?)?(?:(?<minutes>\\d{1,6}) ?min(?:utes?)?)?");

  private Lengths() {}

  /**
   * Reads {@code 12 h}, {@code 1 h 30 min}, {@code 14 days}, {@code -3 h}, or an ISO 8601 duration;
   * empty when it is neither.
   */
  public static Optional<Duration> parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (written.matches()) {
      Duration length =
          Duration.ofDays(number(written, "days"))
              .plusHours(number(written, "hours"))
              .plusMinutes(number(written, "minutes"));
      return Optional.of(written.group("sign") == null ? length : length.negated());
    }
    try {
      return Optional.of(Duration.parse(text.strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Exact, in days where they are whole: {@code 14 days}, {@code 12 h}, {@code 1 h 30 min}. */
  public static String text(Duration length) {
    if (length.isNegative() || !length.equals(Duration.ofMinutes(length.toMinutes()))) {
      return length.toString();
    }
    long days = length.toDays();
    if (days > 0 && length.equals(Duration.ofDays(days))) {
      return days == 1 ? "1 day" : days + " days";
    }
    String minutes = length.toMinutesPart() + " min";
    if (length.toHours() == 0) {
      return minutes;
    }
    return length.toHours() + " h" + (length.toMinutesPart() == 0 ? "" : " " + minutes);
  }

  private static long number(Matcher written, String part) {
    String digits = written.group(part);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
