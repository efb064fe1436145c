package dev.headroom.notify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the {@code Retry-After} header: whole seconds or an HTTP date (RFC 9110, 10.2.3), and the
 * fractional seconds that some services send.
 */
public final class RetryAfter {
  /** The longest wait that is accepted: after it a delivery is given up if it fails once more. */
  public static final Duration LONGEST = Backoff.GIVE_UP_AFTER;

  /** Told by the date itself; one that contradicts it is a mistake that delays nothing. */
  private static final Pattern DAY_OF_WEEK = Pattern.compile("^[A-Za-z]{3},\\s*");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");

  private RetryAfter() {}

  /**
   * Returns how long to wait from {@code now}: zero to {@link #LONGEST}; empty if {@code header} is
   * neither.
   */
  public static Optional<Duration> parse(String header, Instant now) {
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      BigDecimal seconds = new BigDecimal(text).min(BigDecimal.valueOf(LONGEST.toSeconds()));
      return Optional.of(
          Duration.ofNanos(
              seconds.movePointRight(9).setScale(0, RoundingMode.CEILING).longValue()));
    }
    try {
      String date = DAY_OF_WEEK.matcher(text).replaceFirst("");
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Optional.of(within(Duration.between(now, at)));
    } catch (DateTimeException e) {
      return obsoleteDate(text, now);
    }
  }

  /** The two obsolete forms that a recipient must still read (RFC 9110, 5.6.7). */
  private static Optional<Duration> obsoleteDate(String text, Instant now) {
    for (String form :
        new String[] {"EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy"}) {
      try {
        Instant at =
            DateTimeFormatter.ofPattern(form, Locale.US)
                .withZone(ZoneOffset.UTC)
                .parse(text, Instant::from);
        return Optional.of(within(Duration.between(now, at)));
      } catch (DateTimeException e) {
        // Not in this form.
      }
    }
    return Optional.empty();
  }

  private static Duration within(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
