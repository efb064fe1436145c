package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of a problem, from the slot that opened it to the slot that resolved it. Together
 * with its {@link AlertKey}, {@code openedAt} is its identity: slots of an org only move forward.
 *
 * @param openedAt the slot that opened it
 * @param severity the level now; once resolved, the last it had
 * @param reason what gives the severity
 * @param updatedAt the slot of its last transition
 * @param resolvedAt the slot that resolved it; null while it is open
 */
public record Episode(
    Instant openedAt,
    Severity severity,
    Reason reason,
    Instant updatedAt,
    @Nullable Instant resolvedAt) {

  public boolean isOpen() {
    return resolvedAt == null;
  }
}
