package dev.headroom.alert;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges findings: what is found opens an alert, which is over when it is found no more. */
public final class FindingJudge {
  private FindingJudge() {}

  /**
   * The transition of a finding's alert; empty when it stays as it is.
   *
   * @param key whose subject is the finding
   * @param open the open episodes of its org
   * @param now how grave it is; null when it is over
   */
  public static Optional<Transition> judge(
      AlertKey key,
      Map<AlertKey, Episode> open,
      Evidence.Finding evidence,
      @Nullable Severity now) {
    return Optional.ofNullable(Lifecycle.next(key, open.get(key), evidence, now, Reason.FINDING));
  }
}
