package dev.headroom.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A finding that someone has decided to accept for a while.
 *
 * @param finding the finding's id
 * @param by who decided
 * @param until the last day, GMT, on which it applies
 */
public record Acceptance(String finding, String reason, String by, LocalDate until) {
  /** Returns whether it applies at {@code now} to the finding called {@code id}. */
  public boolean covers(String id, Instant now) {
    return finding.equals(id) && !isOver(now);
  }

  /** Returns whether its last day is over. */
  public boolean isOver(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until);
  }
}
