package dev.headroom.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A day of an org's access: what changed, and how much is wrong.
 *
 * @param takenAt when its posture was taken
 * @param since when the posture that it is compared with was taken; null if it is the first
 * @param drift what changed between the two, at most {@link #MAX_CHANGES}
 * @param more how many further changes there were
 * @param counts the number of unaccepted findings by severity and kind, most severe first
 * @param accepted the number of accepted findings
 * @param unread the parts that could not be read
 */
public record AccessDay(
    Instant takenAt,
    @Nullable Instant since,
    List<Change> drift,
    int more,
    List<Count> counts,
    int accepted,
    Set<Part> unread) {
  /** Changes kept for a day. */
  public static final int MAX_CHANGES = 5_000;

  /**
   * How many findings of a kind and severity there are.
   *
   * @param number at least 1
   */
  public record Count(FindingKind kind, Severity severity, int number) {
    /** The most severe first, then the kinds in their order. */
    public static final Comparator<Count> WORST_FIRST =
        Comparator.comparing(Count::severity).thenComparing(Count::kind);
  }

  public AccessDay {
    drift = List.copyOf(drift);
    counts = counts.stream().sorted(Count.WORST_FIRST).toList();
    unread = Set.copyOf(unread);
  }

  /** Returns the day of {@code posture}, compared with {@code before}; null if it is the first. */
  public static AccessDay of(Posture posture, @Nullable Posture before) {
    List<Change> drift = before == null ? List.of() : Drift.between(before, posture);
    int kept = Math.min(drift.size(), MAX_CHANGES);
    Map<Severity, Map<FindingKind, Integer>> numbers = new EnumMap<>(Severity.class);
    int accepted = 0;
    for (Finding finding : posture.findings()) {
      if (finding.accepted() == null) {
        numbers
            .computeIfAbsent(finding.severity(), s -> new TreeMap<>())
            .merge(finding.kind(), 1, Integer::sum);
      } else {
        accepted++;
      }
    }
    List<Count> counts = new ArrayList<>();
    numbers.forEach(
        (severity, kinds) ->
            kinds.forEach((kind, number) -> counts.add(new Count(kind, severity, number))));
    return new AccessDay(
        posture.takenAt(),
        before == null ? null : before.takenAt(),
        drift.subList(0, kept),
        drift.size() - kept,
        counts,
        accepted,
        posture.unread());
  }

  /** Returns the same with other changes. */
  public AccessDay withDrift(List<Change> changes) {
    return new AccessDay(takenAt, since, changes, more, counts, accepted, unread);
  }

  /** Returns the number of unaccepted findings of every severity. */
  public Map<Severity, Integer> findings() {
    EnumMap<Severity, Integer> findings = new EnumMap<>(Severity.class);
    for (Severity each : Severity.values()) {
      findings.put(each, 0);
    }
    counts.forEach(c -> findings.merge(c.severity(), c.number(), Integer::sum));
    return Collections.unmodifiableMap(findings);
  }
}
