package dev.headroom.alert;

import java.util.Map;
import java.util.Optional;

/**
 * Judges whether a target takes messages. One that is parked or disabled is an escalation: somebody
 * may not be told of something else.
 */
public final class TargetJudge {
  private TargetJudge() {}

  /**
   * The transition of a target that takes no messages; empty when its alert is open already.
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
   * The transition of a target that takes messages again, or was removed; empty when no alert is
   * open.
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
}
