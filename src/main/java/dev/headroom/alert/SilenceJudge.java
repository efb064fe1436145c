package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether an org still reports. One missed slot may be chance; the second opens the alert,
 * the sixth escalates it, and a reading resolves it.
 */
public final class SilenceJudge {
  /** From this many consecutive missed slots an org is not reporting. */
  public static final int ATTENTION_FROM = 2;

  /** From this many consecutive missed slots someone must act. */
  public static final int ESCALATION_FROM = 6;

  private SilenceJudge() {}

  /**
   * Returns the transition caused by {@code silence}; empty if there is none.
   *
   * @param open the open episodes of this org before the slot
   */
  public static Optional<Transition> judge(
      OrgId org, Map<AlertKey, Episode> open, Evidence.Silence silence) {
    AlertKey key = AlertKey.notReporting(org);
    Episode episode = open.get(key);
    return Optional.ofNullable(
        Lifecycle.next(key, episode, silence, severity(silence.missed(), episode), Reason.SILENCE));
  }

  /** Only a reading ends or eases it: slots that never came are not counted as missed. */
  private static @Nullable Severity severity(int missed, @Nullable Episode episode) {
    if (missed >= ESCALATION_FROM) {
      return Severity.ESCALATION;
    }
    if (missed > 0 && episode != null) {
      return episode.severity();
    }
    return missed >= ATTENTION_FROM ? Severity.ATTENTION : null;
  }
}
