package dev.headroom.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Creates the next run's registry from the habits of this one. */
final class Remembering {
  private record Weight(long endpoint, double weight) {}

  private final CallLog log;
  private final Map<String, String> merged;
  private final List<KnownIntegration> all = new ArrayList<>();

  Remembering(IntegrationRegistry before, CallLog log) {
    this.log = log;
    this.merged = new TreeMap<>(before.merged());
  }

  void add(Integration integration, Habit habit) {
    for (KnownIntegration earlier : habit.known()) {
      if (!earlier.id().equals(integration.id())) {
        merged.put(earlier.id(), integration.id());
      }
    }
    NavigableMap<Integer, Integer> days = new TreeMap<>(habit.days());
    while (days.size() > KnownIntegration.MAX_DAYS) {
      days.pollFirstEntry();
    }
    all.add(
        new KnownIntegration(
            integration.id(),
            integration.name(),
            integration.identifiedBy(),
            habit.eldest(),
            Instant.ofEpochMilli(habit.first()),
            Instant.ofEpochMilli(habit.last()),
            habit.calls(),
            callers(habit),
            new KnownIntegration.Traits(
                some(habit.users()),
                some(habit.addresses()),
                some(habit.networks()),
                some(habit.clients()),
                some(habit.versions()),
                some(habit.apps()),
                some(habit.appNames())),
            endpoints(habit, (double) days.size() / Math.max(1, habit.days().size())),
            days));
  }

  IntegrationRegistry registry() {
    return IntegrationRegistry.of(all, merged);
  }

  private List<Long> callers(Habit habit) {
    Set<Long> keys = new LinkedHashSet<>();
    habit.known().forEach(k -> keys.addAll(k.callers()));
    for (int caller : habit.callers()) {
      long key = log.caller(caller).key();
      keys.remove(key); // it is among the newest again
      keys.add(key);
    }
    List<Long> list = new ArrayList<>(keys);
    return list.subList(Math.max(0, list.size() - KnownIntegration.MAX_CALLERS), list.size());
  }

  /** The most-called endpoints; the name of an endpoint not in this log is already known. */
  private Map<Long, Double> endpoints(Habit habit, double share) {
    Map<Long, Double> weights = new TreeMap<>();
    habit
        .known()
        .forEach(k -> k.endpoints().forEach((key, w) -> weights.merge(key, w, Double::sum)));
    List<Weight> seen = new ArrayList<>();
    habit.eachEndpoint(
        (endpoint, weight) -> {
          if (endpoint < log.endpoints()) {
            seen.add(new Weight(log.endpoint(endpoint).key(), weight));
          }
        });
    seen.forEach(w -> weights.put(w.endpoint, w.weight));
    Map<Long, Double> most = new TreeMap<>();
    weights.entrySet().stream()
        .sorted(Map.Entry.<Long, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(KnownIntegration.MAX_ENDPOINTS)
        .forEach(e -> most.put(e.getKey(), e.getValue() * share));
    return most;
  }

  private static List<String> some(Collection<String> texts) {
    return texts.stream().sorted().limit(KnownIntegration.MAX_TEXTS).toList();
  }
}
