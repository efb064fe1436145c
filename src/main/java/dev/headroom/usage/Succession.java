package dev.headroom.usage;

import java.util.ArrayList;
import java.util.List;

/**
 * One integration that changed its identity: a habit ends, and as it ends another one begins that
 * does the same, in the same amount, and shares something with it: the user, the network, the app's
 * or the client's name.
 */
final class Succession {
  /** Days that may lie between the two, or that both may share: a change host by host. */
  private static final int MAX_DAYS = 3;

  private static final int LEAST_CALLS = 40;
  private static final double LIKENESS = 0.72;
  private static final double LIKENESS_OF_STRANGERS = 0.93;
  private static final double RATIO = 2.5;

  private Succession() {}

  static List<Habit> gather(List<Habit> habits) {
    List<Habit> open = new ArrayList<>(habits);
    while (true) {
      Habit from = null;
      Habit to = null;
      double best = 0;
      for (Habit a : open) {
        for (Habit b : open) {
          double likeness = a == b ? 0 : likeness(a, b);
          if (likeness > best) {
            best = likeness;
            from = a;
            to = b;
          }
        }
      }
      if (from == null || to == null) {
        return open;
      }
      from.join(to);
      open.remove(to);
    }
  }

  /** How likely {@code b} is the successor of {@code a}; 0 if it is not. */
  private static double likeness(Habit a, Habit b) {
    if (a.calls() < LEAST_CALLS || b.calls() < LEAST_CALLS || !Kinship.follows(a, b)) {
      return 0;
    }
    int gap = b.days().firstKey() - a.days().lastKey();
    if (gap > MAX_DAYS || a.common(b) > MAX_DAYS || ratio(a, b) > RATIO) {
      return 0;
    }
    boolean linked =
        Kinship.shares(a.users(), b.users())
            || Kinship.shares(a.networks(), b.networks())
            || Kinship.shares(a.appNames(), b.appNames())
            || Kinship.shares(a.apps(), b.apps())
            || a.clients().stream()
                .anyMatch(c -> ClientName.distinctive(c) && b.clients().contains(c));
    double likeness = a.likeness(b);
    return likeness >= (linked ? LIKENESS : LIKENESS_OF_STRANGERS) ? likeness : 0;
  }

  private static double ratio(Habit a, Habit b) {
    double ratio = a.perDay() / b.perDay();
    return Math.max(ratio, 1 / ratio);
  }
}
