package dev.headroom.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A finding that someone has decided to live with, for a while.
 *
 * @param finding the finding's id
 * @param by who decided
 * @param until the last day, GMT, on which it holds
 */
public record Acceptance(String finding, String reason, String by, LocalDate until) {
  /** Whether it holds at {@code now} for the finding called {@code id}. */
  public boolean covers(String id, Instant now) {
    return finding.equals(id) && !isOver(now);
  }

  /** Whether its last day is over. */
  public boolean isOver(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until);
  }
}
