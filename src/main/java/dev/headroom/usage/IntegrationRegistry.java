package dev.headroom.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The integrations of an org that nobody named, and their ids, from run to run.
 *
 * @param integrations the known ones
 * @param merged by an abandoned id, the id that replaces it: two that turned out to be one
 */
public record IntegrationRegistry(List<KnownIntegration> integrations, Map<String, String> merged) {
  /** Nothing is known yet. */
  public static final IntegrationRegistry NONE = new IntegrationRegistry(List.of(), Map.of());

  /** An integration without a call for this long is forgotten. */
  public static final Duration MAX_SILENCE = Duration.ofDays(60);

  /** Integrations beyond this number are forgotten, those with the fewest calls first. */
  public static final int MAX_INTEGRATIONS = 500;

  public IntegrationRegistry {
    integrations = List.copyOf(integrations);
    merged = Map.copyOf(merged);
  }

  /** Returns the present id of an integration, given one that it once had. */
  public String now(String id) {
    String at = id;
    for (int n = 0; n <= merged.size() && merged.containsKey(at); n++) {
      at = merged.getOrDefault(at, at);
    }
    return at;
  }

  /**
   * Returns the same as if nothing of {@code day} had been seen yet, as far as possible: a day that
   * is read again, because more of its calls have come, counts once.
   */
  public IntegrationRegistry without(LocalDate day) {
    int number = (int) day.toEpochDay();
    return new IntegrationRegistry(
        integrations.stream().map(known -> known.without(number)).toList(), merged);
  }

  /** Returns the {@code most} of them with the most calls. */
  public IntegrationRegistry largest(int most) {
    return limited(integrations, merged, most);
  }

  /** Returns those of {@code all} that are kept, as of the last call of any. */
  static IntegrationRegistry of(List<KnownIntegration> all, Map<String, String> merged) {
    Instant end =
        all.stream().map(KnownIntegration::last).max(Comparator.naturalOrder()).orElse(Instant.MIN);
    Instant oldest = end.equals(Instant.MIN) ? end : end.minus(MAX_SILENCE);
    List<KnownIntegration> lively = all.stream().filter(i -> !i.last().isBefore(oldest)).toList();
    return limited(lively, merged, MAX_INTEGRATIONS);
  }

  private static IntegrationRegistry limited(
      List<KnownIntegration> all, Map<String, String> merged, int most) {
    List<KnownIntegration> kept =
        all.stream()
            .sorted(Comparator.comparingLong(KnownIntegration::calls).reversed())
            .limit(most)
            .sorted(
                Comparator.comparing(KnownIntegration::first).thenComparing(KnownIntegration::id))
            .toList();
    Set<String> ids = new HashSet<>();
    kept.forEach(k -> ids.add(k.id()));
    IntegrationRegistry before = new IntegrationRegistry(kept, merged);
    Map<String, String> known = new TreeMap<>();
    for (String id : merged.keySet()) {
      if (ids.contains(before.now(id))) {
        known.put(id, before.now(id));
      }
    }
    return new IntegrationRegistry(kept, known);
  }
}
