package dev.headroom.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Judges which open alerts are to be sent again. Pure; the slot is the only clock, and judging
 * again after a reminder gives none.
 *
 * <p>While an org does not report, its usage alerts are not reminded: their numbers are old, and
 * the alert about the silence is reminded instead.
 */
public final class ReminderJudge {
  private ReminderJudge() {}

  /**
   * Returns the alerts that are due for a reminder at {@code slot}, in the order of their keys.
   *
   * @param open the open episodes of one org
   */
  public static List<AlertKey> due(Map<AlertKey, Episode> open, Reminders reminders, Instant slot) {
    boolean silent =
        open.keySet().stream()
            .anyMatch(
                key ->
                    key.rule().equals(Rule.NOT_REPORTING)
                        && key.subject() instanceof Subject.WholeOrg);
    return open.entrySet().stream()
        .filter(one -> !(silent && one.getKey().rule().equals(Rule.USAGE)))
        .filter(one -> isDue(one.getValue(), reminders, slot))
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(AlertKey::hash))
        .toList();
  }

  private static boolean isDue(Episode episode, Reminders reminders, Instant slot) {
    Acknowledgement acknowledged = episode.acknowledged();
    if (acknowledged != null) {
      Instant until = acknowledged.until();
      // The end of a snooze is announced, whether or not there are other reminders.
      return until != null && !slot.isBefore(until);
    }
    Duration after = reminders.after(episode.severity());
    return after != null && !slot.isBefore(episode.updatedAt().plus(after));
  }

  /**
   * Returns the reminder of {@code episode}.
   *
   * @param evidence what is known at the slot of the reminder
   */
  public static Transition remind(AlertKey key, Episode episode, Evidence evidence) {
    return new Transition.Reminded(key, episode.reminded(evidence.slot()), evidence);
  }
}
