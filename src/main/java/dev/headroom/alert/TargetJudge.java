package dev.headroom.alert;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Judges whether a target accepts messages. A parked or disabled target is an escalation: someone
 * may not be notified of another problem.
 */
public final class TargetJudge {
  private TargetJudge() {}

  /**
   * Returns the transition for a target that accepts no messages; empty if its alert is already
   * open.
   *
   * @param id of the target in the manifest
   * @param open the open episodes of what belongs to no org
   */
  public static Optional<Transition> refused(
      String id, Map<AlertKey, Episode> open, Evidence.RefusedTarget evidence) {
    AlertKey key = AlertKey.target(id);
    return Optional.ofNullable(
        Lifecycle.next(key, open.get(key), evidence, Severity.ESCALATION, Reason.REFUSED));
  }

  /**
   * Returns the transition for a target that accepts messages again, or was removed; empty if no
   * alert is open.
   *
   * @param id of the target in the manifest
   * @param open the open episodes of what belongs to no org
   * @param removed whether the manifest no longer has the target
   */
  public static Optional<Transition> over(
      String id, Map<AlertKey, Episode> open, Evidence.RefusedTarget evidence, boolean removed) {
    AlertKey key = AlertKey.target(id);
    Reason reason = removed ? Reason.REMOVED : Reason.REFUSED;
    return Optional.ofNullable(Lifecycle.next(key, open.get(key), evidence, null, reason));
  }

  /**
   * Returns the transition that tests a target: attention, and nothing is wrong.
   *
   * @param id of the target in the manifest
   */
  public static Transition test(String id, Instant at) {
    return new Transition.Opened(
        AlertKey.test(id),
        Episode.opened(at, Severity.ATTENTION, Reason.TEST, Episode.Held.NOTHING),
        new Evidence.Other(at));
  }

  /** Returns the transition that ends a test. */
  public static Transition tested(AlertKey key, Episode test, Instant at) {
    Instant end = at.isBefore(test.updatedAt()) ? test.updatedAt() : at;
    return new Transition.Resolved(key, test.resolved(end, Reason.TEST), new Evidence.Other(end));
  }
}
