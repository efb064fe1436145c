package dev.headroom.backtest;

import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that would have been told.
 *
 * @param openedAt the slot that opened it
 * @param by what opened it
 * @param worst the highest severity that it reached
 * @param pagedAt when it first was an escalation or worse; null when it never was
 * @param resolvedAt null when it was open at the end of history
 * @param outcome of the page; where there is none, of the alert
 */
public record Alert(
    Instant openedAt,
    Reason by,
    Severity worst,
    @Nullable Instant pagedAt,
    @Nullable Instant resolvedAt,
    Outcome outcome) {

  /** Whether what an alert tells of came true. */
  public enum Outcome {
    /**
     * The limit ran out while it was open, or by the time that it had named; or it was told while
     * an exhaustion lasted.
     */
    REAL,
    /** It did not run out. */
    UNFOUNDED,
    /** History ends before that is known. */
    UNDECIDED;

    /** As answers write it. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
