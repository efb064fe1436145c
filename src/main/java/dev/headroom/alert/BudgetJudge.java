package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether an integration stays within the calls that it may make in a day: attention from 80
 * % of its budget on, escalation at all of it, over below 75 %. What is only expected is attention
 * at most.
 */
public final class BudgetJudge {
  /** Of the budget, from which on it is attention. */
  public static final double ATTENTION = 0.8;

  /** Of the budget, below which an alert is over. */
  public static final double OVER = 0.75;

  private BudgetJudge() {}

  /** The alert about the budget of an integration. */
  public static AlertKey key(OrgId org, String integration) {
    return new AlertKey(org, new Subject.Integration(integration), Rule.BUDGET);
  }

  /**
   * The transition that {@code evidence} makes; empty when there is none.
   *
   * @param open the open episodes of the org
   * @param decided whether the day is over, or far enough on to say how it ends: only then an alert
   *     is over, or eases
   */
  public static Optional<Transition> judge(
      AlertKey key, Map<AlertKey, Episode> open, Evidence.Budget evidence, boolean decided) {
    Episode episode = open.get(key);
    if (evidence.budget() == 0) {
      return Optional.ofNullable(
          episode == null ? null : Lifecycle.next(key, episode, evidence, null, Reason.REMOVED));
    }
    Severity severity = severity(evidence);
    if (episode != null) {
      Severity before = episode.severity();
      boolean eases = severity == null || severity.compareTo(before) < 0;
      boolean nearly = severity == null && evidence.calls() >= OVER * evidence.budget() && decided;
      if (eases && !decided) {
        severity = before;
      } else if (nearly) {
        severity = Severity.ATTENTION;
      }
    }
    return Optional.ofNullable(Lifecycle.next(key, episode, evidence, severity, reason(evidence)));
  }

  private static Reason reason(Evidence.Budget evidence) {
    return evidence.projected() ? Reason.PROJECTION : Reason.BUDGET;
  }

  private static @Nullable Severity severity(Evidence.Budget e) {
    if (e.calls() >= e.budget() && !e.projected()) {
      return Severity.ESCALATION;
    }
    return e.calls() >= ATTENTION * e.budget() ? Severity.ATTENTION : null;
  }
}
