package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;

/** Transitions of one limit with 100,000 calls, for tests. */
public final class Transitions {
  /** The org of all of them. */
  public static final OrgId ORG = new OrgId("acme-prod");

  /** The problem of all of them. */
  public static final AlertKey KEY = AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS);

  /** When their episode opened. */
  public static final Instant OPENED_AT = Instant.parse("2026-11-25T10:05:00Z");

  private Transitions() {}

  /** Opens the episode. */
  public static Transition opened(Severity severity, long used) {
    return new Transition.Opened(
        KEY, episode(severity, OPENED_AT, false), evidence(OPENED_AT, used));
  }

  /** Opens another episode. */
  public static Transition openedAt(Instant slot, Severity severity, long used) {
    return new Transition.Opened(
        KEY, new Episode(slot, severity, Reason.THRESHOLD, slot, null), evidence(slot, used));
  }

  /** Opens an episode of another limit. */
  public static Transition openedOf(String limit, Severity severity, long used) {
    return new Transition.Opened(
        AlertKey.usage(ORG, new LimitName(limit)),
        episode(severity, OPENED_AT, false),
        evidence(OPENED_AT, used));
  }

  /** Makes another episode worse. */
  public static Transition escalatedOf(
      Instant openedAt, Severity from, Severity to, Instant slot, long used) {
    return new Transition.Escalated(
        KEY, new Episode(openedAt, to, Reason.THRESHOLD, slot, null), evidence(slot, used), from);
  }

  /** Ends another episode. */
  public static Transition resolvedOf(Instant openedAt, Severity last, Instant slot, long used) {
    return new Transition.Resolved(
        KEY, new Episode(openedAt, last, Reason.THRESHOLD, slot, slot), evidence(slot, used));
  }

  /** Gets worse. */
  public static Transition escalated(Severity from, Severity to, Instant slot, long used) {
    return new Transition.Escalated(KEY, episode(to, slot, false), evidence(slot, used), from);
  }

  /** Gets better. */
  public static Transition deEscalated(Severity from, Severity to, Instant slot, long used) {
    return new Transition.DeEscalated(KEY, episode(to, slot, false), evidence(slot, used), from);
  }

  /** Ends the episode. */
  public static Transition resolved(Severity last, Instant slot, long used) {
    return new Transition.Resolved(KEY, episode(last, slot, true), evidence(slot, used));
  }

  private static Episode episode(Severity severity, Instant slot, boolean over) {
    return new Episode(OPENED_AT, severity, Reason.THRESHOLD, slot, over ? slot : null);
  }

  private static Evidence evidence(Instant slot, long used) {
    return Evidence.Use.of(slot, Reading.ofUsed(used, 100_000));
  }
}
