package dev.headroom.backtest;

import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that would have been raised.
 *
 * @param openedAt the slot that opened it
 * @param by what opened it
 * @param worst the highest severity that it reached
 * @param pagedAt when it first was an escalation or worse; null if it never was
 * @param resolvedAt null if it was open at the end of history
 * @param outcome of the page; if there was none, of the alert
 */
public record Alert(
    Instant openedAt,
    Reason by,
    Severity worst,
    @Nullable Instant pagedAt,
    @Nullable Instant resolvedAt,
    Outcome outcome) {

  /** Whether an alert came true. */
  public enum Outcome {
    /**
     * The limit ran out while it was open, or by the time that it had named; or it was raised
     * during an exhaustion.
     */
    REAL,
    /** The limit did not run out. */
    UNFOUNDED,
    /** History ends before that is known. */
    UNDECIDED;

    /** Returns the word used in answers. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
