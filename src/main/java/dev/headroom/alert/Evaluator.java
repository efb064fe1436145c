package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a slot showed against the levels and against what is open already. Pure: the same
 * input gives the same transitions, and what its transitions lead to gives none.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * The transitions that {@code seen} makes, at most one a limit, straight to the new level.
   *
   * @param open the open episodes of this org before the slot
   * @param seen what the slot showed, by limit; a limit that is not in it is unknown, and an open
   *     episode of it stays as it is
   */
  public static List<Transition> evaluate(
      OrgId org,
      Map<AlertKey, Episode> open,
      SortedMap<LimitName, Evidence> seen,
      Function<LimitName, Levels> levels) {
    List<Transition> transitions = new ArrayList<>();
    seen.forEach(
        (limit, evidence) -> {
          AlertKey key = new AlertKey(org, limit, Rule.USAGE);
          Transition transition = judge(key, open.get(key), evidence, levels);
          if (transition != null) {
            transitions.add(transition);
          }
        });
    return transitions;
  }

  private static @Nullable Transition judge(
      AlertKey key,
      @Nullable Episode episode,
      Evidence evidence,
      Function<LimitName, Levels> levels) {
    Instant slot = evidence.slot();
    Severity before = episode == null ? null : episode.severity();
    Severity now = level(before, evidence, levels.apply(key.limit()));
    if (episode == null) {
      return now == null
          ? null
          : new Transition.Opened(
              key, new Episode(slot, now, Reason.THRESHOLD, slot, null), evidence);
    }
    if (now == null) {
      // The last severity stays on record: it is what was resolved.
      return new Transition.Resolved(
          key,
          new Episode(episode.openedAt(), episode.severity(), episode.reason(), slot, slot),
          evidence);
    }
    int change = now.compareTo(episode.severity());
    if (change == 0) {
      return null;
    }
    Episode changed = new Episode(episode.openedAt(), now, Reason.THRESHOLD, slot, null);
    return change > 0
        ? new Transition.Escalated(key, changed, evidence, episode.severity())
        : new Transition.DeEscalated(key, changed, evidence, episode.severity());
  }

  /**
   * The highest level that holds: one that is reached now, or one that was held before and is not
   * left yet. Holding a level means holding those below it, so each is left at its own recovery
   * threshold.
   */
  private static @Nullable Severity level(
      @Nullable Severity before, Evidence evidence, Levels levels) {
    Double percent = evidence.usedPercent();
    if (percent == null) {
      return null;
    }
    Severity[] severities = Severity.values();
    for (int i = severities.length - 1; i >= 0; i--) {
      Severity severity = severities[i];
      double threshold = levels.threshold(severity);
      boolean held = before != null && severity.compareTo(before) <= 0;
      if (reaches(evidence.reading(), percent, threshold)
          || (held && reaches(evidence.reading(), percent, threshold - levels.recoverBelow()))) {
        return severity;
      }
    }
    return null;
  }

  /**
   * Whether used is at least {@code threshold} per cent of max. Compared without the division, so
   * that 80 of 100 is at 80 % whatever the numbers' size.
   */
  private static boolean reaches(@Nullable Reading reading, double percent, double threshold) {
    return reading == null
        ? percent >= threshold
        : reading.used() * 100.0 >= threshold * reading.max();
  }
}
