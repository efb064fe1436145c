package dev.headroom.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The integrations of a registry as habits, to be compared with those of a log. */
final class KnownHabits {
  /** Endpoints that are not in the log get numbers above any that it may have. */
  private static final int FIRST_UNSEEN = 1 << 20;

  /** A person belongs to a crowd if this share of their calls are the crowd's. */
  private static final double WITHIN = 0.65;

  private final Map<Long, Habit> byCaller = new HashMap<>();
  private final List<Habit> habits = new ArrayList<>();

  KnownHabits(IntegrationRegistry registry, CallLog log) {
    Map<Long, Integer> numbers = new HashMap<>();
    for (int n = 0; n < log.endpoints(); n++) {
      numbers.put(log.endpoint(n).key(), n);
    }
    for (KnownIntegration known : registry.integrations()) {
      Map<Integer, Double> endpoints = new TreeMap<>();
      known
          .endpoints()
          .forEach(
              (key, weight) ->
                  endpoints.put(
                      numbers.computeIfAbsent(key, k -> FIRST_UNSEEN + numbers.size()), weight));
      Habit habit = new Habit(known, endpoints);
      habits.add(habit);
      known.callers().forEach(key -> byCaller.put(key, habit));
    }
  }

  /** Returns the known habits, and those of {@code fresh} that belong to none of them. */
  List<Habit> with(List<Habit> fresh, CallLog log) {
    List<Habit> left = new ArrayList<>();
    for (Habit habit : fresh) {
      Habit known = byCaller.get(log.caller(habit.callers().getFirst()).key());
      if (known == null) {
        left.add(habit);
      } else {
        known.join(habit);
      }
    }
    Map<Habit, Set<Integer>> crowds = new LinkedHashMap<>();
    for (Habit habit : habits) {
      if (habit.users().size() >= Crowds.USERS) {
        crowds.put(habit, habit.endpoints());
      }
    }
    left.removeIf(
        habit -> {
          for (Map.Entry<Habit, Set<Integer>> crowd : crowds.entrySet()) {
            if (Crowds.mayBelong(habit, crowd.getKey())
                && habit.within(crowd.getValue()) >= WITHIN) {
              crowd.getKey().join(habit);
              return true;
            }
          }
          return false;
        });
    return left;
  }

  List<Habit> all() {
    return habits;
  }
}
