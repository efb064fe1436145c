package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One occurrence of a problem, from the slot that opened it to the slot that resolved it. Together
 * with its {@link AlertKey}, {@code openedAt} is its identity, because an org's slots only move
 * forward.
 *
 * @param openedAt the slot that opened it
 * @param severity the level now; once resolved, the last it had
 * @param worst the highest level it has had
 * @param reason the cause of the severity; once resolved, why it resolved, if not by recovery
 * @param updatedAt the slot of its last transition
 * @param resolvedAt the slot that resolved it; null while it is open
 * @param held what each part of the rule holds
 * @param acknowledged who works on it; null if nobody said so, and once it is resolved
 */
public record Episode(
    Instant openedAt,
    Severity severity,
    Severity worst,
    Reason reason,
    Instant updatedAt,
    @Nullable Instant resolvedAt,
    Held held,
    @Nullable Acknowledgement acknowledged) {

  /** Creates an episode that nobody has acknowledged. */
  public Episode(
      Instant openedAt,
      Severity severity,
      Severity worst,
      Reason reason,
      Instant updatedAt,
      @Nullable Instant resolvedAt,
      Held held) {
    this(openedAt, severity, worst, reason, updatedAt, resolvedAt, held, null);
  }

  /** Creates an episode whose severity is all that its reason holds, and the worst it had. */
  public Episode(
      Instant openedAt,
      Severity severity,
      Reason reason,
      Instant updatedAt,
      @Nullable Instant resolvedAt) {
    this(
        openedAt,
        severity,
        severity,
        reason,
        updatedAt,
        resolvedAt,
        Held.by(reason, severity, updatedAt));
  }

  /** Creates an episode that {@code slot} opens. */
  static Episode opened(Instant slot, Severity severity, Reason reason, Held held) {
    return new Episode(slot, severity, severity, reason, slot, null, held);
  }

  /** Returns this episode at another level from {@code slot} on. */
  Episode at(Instant slot, Severity now, Reason reason, Held held) {
    return new Episode(
        openedAt,
        now,
        worst.or(now),
        reason,
        slot,
        null,
        held,
        now.compareTo(severity) > 0 ? null : acknowledged);
  }

  /** Returns this episode with a change only in what is held. */
  Episode holding(Held held) {
    return new Episode(
        openedAt, severity, worst, held.reason(), updatedAt, null, held, acknowledged);
  }

  /** Returns this episode, acknowledged; that is a transition. */
  public Episode acknowledged(Acknowledgement given) {
    return new Episode(openedAt, severity, worst, reason, given.at(), null, held, given);
  }

  /** Returns this episode, reminded at {@code slot}: a snooze is over, an acknowledgement stays. */
  Episode reminded(Instant slot) {
    boolean stays = acknowledged != null && !acknowledged.isSnooze();
    return new Episode(
        openedAt, severity, worst, reason, slot, null, held, stays ? acknowledged : null);
  }

  /** Returns this episode, sent again at {@code slot}; everything else stays. */
  public Episode announced(Instant slot) {
    return new Episode(openedAt, severity, worst, reason, slot, null, held, acknowledged);
  }

  /** Returns this episode, resolved at {@code slot}; the last severity stays on record. */
  Episode resolved(Instant slot, Reason reason) {
    return new Episode(
        openedAt, severity, worst, reason, slot, slot, Held.by(reason, severity, slot));
  }

  public boolean isOpen() {
    return resolvedAt == null;
  }

  /**
   * The levels that are held, each until its own recovery rule releases it.
   *
   * @param reached by use; null if none is
   * @param projected by projection; null if none is
   * @param projectedAt the last slot at which that projection was made or could not be ruled out;
   *     null if none is
   * @param jumped by a jump; null if none is
   * @param jumpedAt the last slot with a jump; null if none is held
   */
  public record Held(
      @Nullable Severity reached,
      @Nullable Severity projected,
      @Nullable Instant projectedAt,
      @Nullable Severity jumped,
      @Nullable Instant jumpedAt) {
    /** Nothing is held. */
    public static final Held NOTHING = new Held(null, null, null);

    /** Creates what is held without a jump. */
    public Held(
        @Nullable Severity reached, @Nullable Severity projected, @Nullable Instant projectedAt) {
      this(reached, projected, projectedAt, null, null);
    }

    /** Returns what an episode holds if only its severity and reason are known. */
    public static Held by(Reason reason, Severity severity, Instant at) {
      if (reason.equals(Reason.JUMP)) {
        return new Held(null, null, null, severity, at);
      }
      return reason.equals(Reason.PROJECTION)
          ? new Held(null, severity, at)
          : new Held(severity, null, null);
    }

    /** Returns the same with the level of a jump. */
    Held jumped(Severity severity, Instant at) {
      return new Held(reached, projected, projectedAt, severity, at);
    }

    /** Returns the highest of them; null if nothing is held. */
    @Nullable Severity severity() {
      return higher(higher(reached, projected), jumped);
    }

    private static @Nullable Severity higher(@Nullable Severity one, @Nullable Severity other) {
      return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
    }

    /**
     * Returns the cause of {@link #severity}: a reached level takes precedence over a projected
     * one, and that over a jump.
     */
    Reason reason() {
      Severity severity = severity();
      if (reached != null && reached.equals(severity)) {
        return Reason.THRESHOLD;
      }
      return jumped != null && jumped.equals(severity) && !jumped.equals(projected)
          ? Reason.JUMP
          : Reason.PROJECTION;
    }
  }
}
