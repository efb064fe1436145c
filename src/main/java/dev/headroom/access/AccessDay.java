package dev.headroom.access;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A day of an org's access: what changed, and how much is wrong.
 *
 * @param takenAt when its posture was taken
 * @param since when the posture that it is compared with was taken; null if it is the first
 * @param drift what changed between the two, at most {@link #MAX_CHANGES}
 * @param more how many further changes there were
 * @param findings the number of unaccepted findings, by severity
 * @param accepted the number of accepted findings
 * @param unread how many parts could not be read
 */
public record AccessDay(
    Instant takenAt,
    @Nullable Instant since,
    List<Change> drift,
    int more,
    Map<Severity, Integer> findings,
    int accepted,
    int unread) {
  /** Changes kept for a day. */
  public static final int MAX_CHANGES = 5_000;

  public AccessDay {
    drift = List.copyOf(drift);
    EnumMap<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity each : Severity.values()) {
      counts.put(each, findings.getOrDefault(each, 0));
    }
    findings = Collections.unmodifiableMap(counts);
  }

  /** Returns the day of {@code posture}, compared with {@code before}; null if it is the first. */
  public static AccessDay of(Posture posture, @Nullable Posture before) {
    List<Change> drift = before == null ? List.of() : Drift.between(before, posture);
    int kept = Math.min(drift.size(), MAX_CHANGES);
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    int accepted = 0;
    for (Finding finding : posture.findings()) {
      if (finding.accepted() == null) {
        counts.merge(finding.severity(), 1, Integer::sum);
      } else {
        accepted++;
      }
    }
    return new AccessDay(
        posture.takenAt(),
        before == null ? null : before.takenAt(),
        drift.subList(0, kept),
        drift.size() - kept,
        counts,
        accepted,
        posture.unread().size());
  }
}
