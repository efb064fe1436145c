package dev.headroom.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Programs that many people use, each under their own user and from different places, without a
 * name: a plug-in. Each makes few calls, but the same few.
 */
final class Crowds {
  /** From this many users on, people's calls are examined as one program's. */
  static final int USERS = 5;

  private static final int USERS_OF_A_TOOL = 3;

  /** An account with more calls per day than this is a program's. */
  private static final double MAX_A_DAY = 40;

  /** An endpoint belongs to the program if this share of its users call it. */
  private static final double COMMON = 0.25;

  /** A user belongs to it if this share of their calls are the program's. */
  private static final double WITHIN = 0.65;

  private Crowds() {}

  /** Combines people's callers, and returns them with the others unchanged. */
  static List<Habit> gather(List<Habit> habits) {
    Map<String, Map<String, List<Habit>>> likely = new LinkedHashMap<>();
    List<Habit> out = new ArrayList<>();
    for (Habit habit : habits) {
      Caller c = habit.eldest();
      if (marked(c)) {
        out.add(habit);
      } else {
        likely
            .computeIfAbsent(tool(c), k -> new LinkedHashMap<>())
            .computeIfAbsent(c.user(), k -> new ArrayList<>())
            .add(habit);
      }
    }
    likely.values().forEach(byUser -> out.addAll(crowd(byUser)));
    return out;
  }

  /** Returns whether a habit may belong to one of the people whose calls are {@code crowd}. */
  static boolean mayBelong(Habit habit, Habit crowd) {
    Caller c = habit.eldest();
    return !marked(c)
        && !marked(crowd.eldest())
        && tool(c).equals(tool(crowd.eldest()))
        && habit.perDay() <= MAX_A_DAY;
  }

  private static boolean marked(Caller c) {
    return !c.appId().isEmpty()
        || !c.appName().isEmpty()
        || c.inside()
        || ClientName.distinctive(c.client());
  }

  private static String tool(Caller c) {
    return c.client() + "\n" + c.version() + "\n" + c.category();
  }

  private static List<Habit> crowd(Map<String, List<Habit>> byUser) {
    List<Habit> out = new ArrayList<>();
    List<Habit> light = new ArrayList<>();
    for (List<Habit> ofUser : byUser.values()) {
      for (Habit habit : ofUser) {
        (habit.perDay() <= MAX_A_DAY ? light : out).add(habit);
      }
    }
    boolean tool = !light.isEmpty() && !light.getFirst().eldest().client().isEmpty();
    int least = tool ? USERS_OF_A_TOOL : USERS;
    Set<Integer> common = common(light);
    List<Habit> members = light.stream().filter(h -> h.within(common) >= WITHIN).toList();
    if (users(members) < least) {
      out.addAll(light);
      return out;
    }
    Habit whole = members.getFirst();
    members.stream().skip(1).forEach(whole::join);
    out.add(whole);
    light.stream().filter(h -> !members.contains(h)).forEach(out::add);
    return out;
  }

  private static long users(List<Habit> habits) {
    return habits.stream().map(h -> h.eldest().user()).distinct().count();
  }

  private static Set<Integer> common(List<Habit> habits) {
    Map<Integer, Set<String>> users = new HashMap<>();
    for (Habit habit : habits) {
      for (int endpoint : habit.endpoints()) {
        users.computeIfAbsent(endpoint, k -> new HashSet<>()).add(habit.eldest().user());
      }
    }
    double needed = Math.max(2, COMMON * users(habits));
    Set<Integer> common = new HashSet<>();
    users.forEach(
        (endpoint, who) -> {
          if (who.size() >= needed) {
            common.add(endpoint);
          }
        });
    return common;
  }
}
