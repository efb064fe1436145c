package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.Map;
import java.util.Optional;

/** Tells of what is wasteful: attention once it is found, over once it is gone. */
public final class AdviceJudge {
  private AdviceJudge() {}

  /** The alert about a finding, by its stable id. */
  public static AlertKey key(OrgId org, String finding) {
    return new AlertKey(org, new Subject.Finding(finding), Rule.ADVICE);
  }

  /**
   * The transition of a finding; empty when it was told, or nobody was told of it.
   *
   * @param open the open episodes of the org
   * @param gone whether it is gone
   */
  public static Optional<Transition> judge(
      AlertKey key, Map<AlertKey, Episode> open, Evidence.Finding evidence, boolean gone) {
    return Optional.ofNullable(
        Lifecycle.next(
            key, open.get(key), evidence, gone ? null : Severity.ATTENTION, Reason.FINDING));
  }
}
