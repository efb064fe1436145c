package dev.headroom.backtest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The history that was replayed.
 *
 * @param from the requested start, inclusive
 * @param to the end, exclusive
 * @param first the first slot that was read; null if there was none
 * @param last the last one
 * @param slots how many
 * @param readings of all limits in them
 * @param seen the time that the slots cover: the time between them, without gaps
 * @param gaps periods without a reading of more than an hour, or three intervals of the org
 * @param missing their total duration
 * @param damagedDays days (GMT) with an unreadable sample; they are left out completely
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

  /** In this many days each weekday occurs twice: only then is there a usual one. */
  private static final int USUAL = 14;

  private static final int WEEK = 7;

  /** Returns the days from the first slot to the last. */
  public double days() {
    return first == null || last == null
        ? 0
        : Duration.between(first, last).toSeconds() / (double) DAY.toSeconds();
  }

  /**
   * Returns what cannot be judged because the history is too short, in words; null if it is long
   * enough.
   */
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
