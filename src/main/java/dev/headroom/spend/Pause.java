package dev.headroom.spend;

import dev.headroom.org.PlainText;
import java.time.Duration;
import java.time.Instant;

/**
 * An org that is not read for a while because someone asked for it.
 *
 * @param from when it began
 * @param until the first moment at which it is read again
 * @param by who ordered it
 * @param reason why, at most {@link #MAX_REASON} characters
 */
public record Pause(Instant from, Instant until, String by, String reason) {
  /** The longest pause. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** The longest reason, in characters. */
  public static final int MAX_REASON = 200;

  private static final int MAX_BY = 100;

  public Pause {
    by = PlainText.line(by, MAX_BY);
    reason = PlainText.line(reason, MAX_REASON);
  }

  /** Returns true if the org is paused at {@code time}. */
  public boolean holdsAt(Instant time) {
    return time.isBefore(until);
  }
}
