package dev.headroom.usage;

import java.util.Arrays;

/** Times in order, up to {@value #MOST}: more calls are too many to be judged by their times. */
final class Times {
  static final int MOST = 20_000;

  private long[] times = new long[16];
  private int size;
  private boolean full;

  void add(long time) {
    if (size == MOST) {
      full = true;
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
    }
    times[size++] = time;
  }

  int size() {
    return size;
  }

  /** Returns whether there were more than are kept. */
  boolean full() {
    return full;
  }

  long get(int i) {
    return times[i];
  }

  long[] toArray() {
    return Arrays.copyOf(times, size);
  }
}
