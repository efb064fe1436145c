package dev.headroom.alert;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges findings: a finding opens an alert, which ends when it is no longer found. */
public final class FindingJudge {
  private FindingJudge() {}

  /**
   * Returns the transition of a finding's alert; empty if nothing changes.
   *
   * @param key whose subject is the finding
   * @param open the open episodes of its org
   * @param now its severity; null if it is over
   */
  public static Optional<Transition> judge(
      AlertKey key,
      Map<AlertKey, Episode> open,
      Evidence.Finding evidence,
      @Nullable Severity now) {
    return Optional.ofNullable(Lifecycle.next(key, open.get(key), evidence, now, Reason.FINDING));
  }
}
