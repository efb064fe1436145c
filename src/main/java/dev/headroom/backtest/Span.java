package dev.headroom.backtest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The history that was replayed.
 *
 * @param from what was asked for, inclusive
 * @param to exclusive
 * @param first the first slot that was read; null when there was none
 * @param last the last one
 * @param slots how many
 * @param readings of all limits in them
 * @param seen the time that the slots cover: what lies between two of them, without gaps
 * @param gaps stretches without a reading of more than an hour, or three intervals of the org
 * @param missing how long they were together
 * @param damagedDays days (GMT) of which a sample could not be read; they are left out whole
 */
public record Span(
    Instant from,
    Instant to,
    @Nullable Instant first,
    @Nullable Instant last,
    long slots,
    long readings,
    Duration seen,
    int gaps,
    Duration missing,
    int damagedDays) {
  private static final Duration DAY = Duration.ofDays(1);

  /** So many days have each weekday twice: only then is there a usual one. */
  private static final int USUAL = 14;

  private static final int WEEK = 7;

  /** From the first slot to the last, in days. */
  public double days() {
    return first == null || last == null
        ? 0
        : Duration.between(first, last).toSeconds() / (double) DAY.toSeconds();
  }

  /** What the length of this history keeps from being judged, in words; null when it is enough. */
  public @Nullable String tooShort() {
    if (first == null) {
      return "There is no history in this time.";
    }
    double days = days();
    if (days < 1) {
      return "There are %d hours of history: too short to judge anything; forecasts begin after a day."
          .formatted((long) (days * DAY.toHours()));
    }
    if (days < WEEK) {
      return "%d day%s of history: too short to judge a weekly course."
          .formatted((long) days, (long) days == 1 ? "" : "s");
    }
    return days < USUAL
        ? "%d days of history: each weekday was seen once, so the usual week is hardly known."
            .formatted((long) days)
        : null;
  }
}
