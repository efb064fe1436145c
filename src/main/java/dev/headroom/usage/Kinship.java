package dev.headroom.usage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Callers that are one program: they share a mark that distinguishes programs, or a user or an
 * address, and do the same. Two that share a mark are still two programs if each has its own
 * addresses and they do different things at the same time.
 */
final class Kinship {
  /** Fewer calls than this say little about what a caller does. */
  private static final int FEW = 40;

  /** With fewer calls, a caller is not a program of its own beside another with its mark. */
  private static final int SUBSTANTIAL = 150;

  private static final double LEAST_A_DAY = 10;

  /**
   * If there are more callers than this with one user, network, client and version, they are
   * combined without comparison.
   */
  private static final int MOST = 300;

  private static final double NEVER = 9;

  private Kinship() {}

  static List<Habit> gather(List<Habit> habits) {
    Map<String, List<Habit>> marked = new LinkedHashMap<>();
    Map<String, List<Habit>> unmarked = new LinkedHashMap<>();
    Map<String, String> appOfName = names(habits);
    for (Habit habit : habits) {
      Caller c = habit.eldest();
      String mark = mark(c, appOfName);
      if (!mark.isEmpty()) {
        marked.computeIfAbsent(mark, k -> new ArrayList<>()).add(habit);
      } else {
        unmarked.computeIfAbsent(c.client(), k -> new ArrayList<>()).add(habit);
      }
    }
    List<Habit> out = new ArrayList<>();
    marked.values().forEach(group -> out.addAll(ofOneMark(group)));
    unmarked.values().forEach(group -> out.addAll(join(few(group), Kinship::needed)));
    return out;
  }

  /** For each name of an app the lowest of its ids: registered again, it keeps its name. */
  private static Map<String, String> names(List<Habit> habits) {
    Map<String, String> byName = new HashMap<>();
    Map<String, String> byId = new HashMap<>();
    for (Habit habit : habits) {
      Caller c = habit.eldest();
      if (!c.appId().isEmpty() && !c.appName().isEmpty()) {
        String known = byName.getOrDefault(c.appName(), byId.getOrDefault(c.appId(), c.appId()));
        byName.put(c.appName(), known);
        byId.merge(c.appId(), known, (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
    }
    Map<String, String> all = new HashMap<>();
    byName.forEach((name, id) -> all.put("name " + name, byId.getOrDefault(id, id)));
    byId.forEach((id, to) -> all.put("id " + id, byId.getOrDefault(to, to)));
    return all;
  }

  private static String mark(Caller c, Map<String, String> apps) {
    if (!c.appId().isEmpty()) {
      return "app " + apps.getOrDefault("id " + c.appId(), c.appId());
    }
    if (!c.appName().isEmpty()) {
      String id = apps.get("name " + c.appName());
      return id == null ? "name " + c.appName() : "app " + id;
    }
    if (ClientName.distinctive(c.client())) {
      return "client " + ClientName.folded(c.client());
    }
    return c.inside() ? "inside " + c.client() + "\n" + c.category() : "";
  }

  private static List<Habit> ofOneMark(List<Habit> group) {
    List<Habit> heavy = new ArrayList<>();
    List<Habit> light = new ArrayList<>();
    long users = group.stream().flatMap(h -> h.users().stream()).distinct().count();
    for (Habit habit : few(group)) {
      boolean own = habit.calls() >= SUBSTANTIAL && habit.perDay() >= LEAST_A_DAY;
      (own && users <= Crowds.USERS ? heavy : light).add(habit);
    }
    List<Habit> programs = join(heavy, Kinship::neededOfOneMark);
    light.sort(Comparator.comparingInt(Habit::calls).reversed());
    for (Habit habit : light) {
      if (programs.isEmpty()) {
        programs.add(habit);
      } else {
        Collections.max(programs, Comparator.comparingDouble(p -> closeness(p, habit))).join(habit);
      }
    }
    return programs;
  }

  private static double closeness(Habit program, Habit habit) {
    return program.likeness(habit)
        + (shares(program.users(), habit.users()) ? 0.3 : 0)
        + (shares(program.addresses(), habit.addresses()) ? 0.3 : 0);
  }

  private static double neededOfOneMark(Habit a, Habit b) {
    boolean apart = !shares(a.addresses(), b.addresses()) && a.common(b) >= 3;
    // A library that is not known as one: other users, elsewhere, in other versions.
    boolean strangers =
        !shares(a.users(), b.users())
            && !shares(a.networks(), b.networks())
            && !shares(a.versions(), b.versions());
    return apart || strangers ? 0.45 : 0;
  }

  /** The likeness that two callers without a mark need to be one program. */
  private static double needed(Habit a, Habit b) {
    boolean sameVersion = shares(a.versions(), b.versions());
    if (!sameVersion && !follows(a, b) && !follows(b, a)) {
      return NEVER;
    }
    if (!agree(a.eldest().category(), b.eldest().category())) {
      return NEVER;
    }
    boolean user = shares(a.users(), b.users());
    boolean place = shares(a.networks(), b.networks());
    if (user && place) {
      return sameVersion ? 0.45 : 0.6;
    }
    if (user || place) {
      return Math.min(a.calls(), b.calls()) < FEW ? 0.5 : 0.7;
    }
    return NEVER;
  }

  /**
   * Returns whether {@code b} takes over from {@code a}, at once or host by host over a few days.
   */
  static boolean follows(Habit a, Habit b) {
    return a.days().firstKey() < b.days().firstKey()
        && a.days().lastKey() < b.days().lastKey()
        && a.common(b) <= 4;
  }

  static boolean shares(Set<String> a, Set<String> b) {
    return !Collections.disjoint(a, b);
  }

  private static boolean agree(String a, String b) {
    return a.isEmpty() || b.isEmpty() || a.equals(b);
  }

  /** Combines by keys alone what is too much to compare pairwise. */
  private static List<Habit> few(List<Habit> group) {
    if (group.size() <= MOST) {
      return new ArrayList<>(group);
    }
    Map<String, Habit> byKey = new LinkedHashMap<>();
    for (Habit habit : group) {
      Caller c = habit.eldest();
      String key = c.user() + "\n" + c.network() + "\n" + c.version();
      byKey.merge(
          key,
          habit,
          (a, b) -> {
            a.join(b);
            return a;
          });
    }
    return new ArrayList<>(byKey.values());
  }

  /** The likeness that two need to be one. */
  interface Need {
    double of(Habit a, Habit b);
  }

  /** Joins the two that exceed their need the most, until none do. */
  private static List<Habit> join(List<Habit> habits, Need need) {
    List<Habit> open = new ArrayList<>(habits);
    open.sort(Comparator.comparingInt(Habit::calls).reversed());
    List<Habit> rest = new ArrayList<>();
    if (open.size() > 2 * MOST) {
      rest.addAll(open.subList(2 * MOST, open.size()));
      open.subList(2 * MOST, open.size()).clear();
    }
    int n = open.size();
    double[][] excess = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        excess[i][j] = excess(open.get(i), open.get(j), need);
      }
    }
    boolean[] gone = new boolean[n];
    while (true) {
      int[] best = best(excess, gone);
      if (best.length == 0) {
        break;
      }
      int i = best[0];
      open.get(i).join(open.get(best[1]));
      gone[best[1]] = true;
      for (int k = 0; k < n; k++) {
        if (k != i && !gone[k]) {
          excess[Math.min(i, k)][Math.max(i, k)] = excess(open.get(i), open.get(k), need);
        }
      }
    }
    List<Habit> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (!gone[i]) {
        out.add(open.get(i));
      }
    }
    for (Habit habit : rest) {
      out.stream()
          .filter(o -> excess(o, habit, need) >= 0)
          .max(Comparator.comparingDouble(o -> excess(o, habit, need)))
          .ifPresentOrElse(o -> o.join(habit), () -> out.add(habit));
    }
    return out;
  }

  private static double excess(Habit a, Habit b, Need need) {
    double needed = need.of(a, b);
    return needed > 1 ? -NEVER : a.likeness(b) - needed;
  }

  private static int[] best(double[][] excess, boolean[] gone) {
    int[] best = {};
    double most = 0;
    for (int i = 0; i < gone.length; i++) {
      for (int j = i + 1; j < gone.length && !gone[i]; j++) {
        if (!gone[j] && excess[i][j] >= most) {
          most = excess[i][j];
          best = new int[] {i, j};
        }
      }
    }
    return best;
  }
}
