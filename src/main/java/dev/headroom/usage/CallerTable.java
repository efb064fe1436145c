package dev.headroom.usage;

import java.util.Arrays;

/**
 * Numbers for callers, bounded: when more than {@value #MOST} were seen, the smaller half of them
 * is combined under {@link Caller#TOO_MANY}, and their texts are forgotten.
 */
final class CallerTable {
  static final int MOST = 50_000;

  /** The capacity of a packed row. */
  private static final int NUMBERS = 1 << 22;

  private static final int OTHERS = 0;

  private final TextTable<Caller> table = new TextTable<>();
  private final TextKey known = new TextKey();
  private final int most;
  private int[] calls = new int[1024];
  private boolean[] folded = new boolean[1024];

  CallerTable(int most) {
    this.most = most;
    table.idOf(new TextKey().add(Caller.TOO_MANY), () -> Caller.OTHERS);
  }

  /** Returns the number of the caller whose texts are in {@code key}; counts a call. */
  int idOf(TextKey key, java.util.function.Supplier<Caller> make) {
    if (table.size() >= NUMBERS && !table.knows(key)) {
      return OTHERS;
    }
    int id = table.idOf(key, make);
    if (id >= calls.length) {
      calls = Arrays.copyOf(calls, calls.length * 2);
      folded = Arrays.copyOf(folded, folded.length * 2);
    }
    if (calls[id] < Integer.MAX_VALUE) {
      calls[id]++;
    }
    if (table.live() > most) {
      fold();
    }
    return folded[id] ? OTHERS : id;
  }

  /** Returns the number of a caller that another log had; counts a call. */
  int idOf(Caller c) {
    if (c.equals(Caller.OTHERS)) {
      return OTHERS;
    }
    known.clear();
    for (String text :
        new String[] {c.appId(), c.appName(), c.client(), c.address(), c.version()}) {
      known.add(text).end();
    }
    return idOf(known.add(c.user()), () -> c);
  }

  /** Returns the caller for a number that was given earlier. */
  Caller get(int id) {
    return table.get(now(id));
  }

  /** Returns the number that now stands for one given earlier. */
  int now(int id) {
    return folded[id] ? OTHERS : id;
  }

  int size() {
    return table.size();
  }

  private void fold() {
    int[] sizes = new int[table.live()];
    int n = 0;
    for (int id = 1; id < table.size(); id++) {
      if (!folded[id]) {
        sizes[n++] = calls[id];
      }
    }
    Arrays.sort(sizes, 0, n);
    int limit = sizes[n / 2];
    int left = n;
    for (int id = 1; id < table.size() && left > most / 2; id++) {
      if (!folded[id] && calls[id] <= limit) {
        folded[id] = true;
        table.forget(id);
        left--;
      }
    }
    table.rebuild();
  }
}
