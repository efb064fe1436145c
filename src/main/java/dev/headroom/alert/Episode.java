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
 * @param held what each part of the rule holds
 */
public record Episode(
    Instant openedAt,
    Severity severity,
    Reason reason,
    Instant updatedAt,
    @Nullable Instant resolvedAt,
    Held held) {

  /** An episode whose severity is all that its reason holds. */
  public Episode(
      Instant openedAt,
      Severity severity,
      Reason reason,
      Instant updatedAt,
      @Nullable Instant resolvedAt) {
    this(
        openedAt,
        severity,
        reason,
        updatedAt,
        resolvedAt,
        switch (reason) {
          case THRESHOLD -> new Held(severity, null, null);
          case PROJECTION -> new Held(null, severity, updatedAt);
        });
  }

  public boolean isOpen() {
    return resolvedAt == null;
  }

  /**
   * The levels that are held, each until its own recovery rule lets it go.
   *
   * @param reached by use; null when none is
   * @param projected by projection; null when none is
   * @param projectedAt the last slot at which that projection was made or could not be denied; null
   *     when none is
   */
  public record Held(
      @Nullable Severity reached, @Nullable Severity projected, @Nullable Instant projectedAt) {
    /** Nothing is held. */
    public static final Held NOTHING = new Held(null, null, null);

    /** The higher of the two; null when nothing is held. */
    @Nullable Severity severity() {
      return reached == null || (projected != null && projected.compareTo(reached) > 0)
          ? projected
          : reached;
    }

    /** What gives {@link #severity}: what was reached before what is projected. */
    Reason reason() {
      return reached != null && reached.equals(severity()) ? Reason.THRESHOLD : Reason.PROJECTION;
    }
  }
}
