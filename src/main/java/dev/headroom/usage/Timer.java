package dev.headroom.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A timer in a list of times, which may contain other calls as well. For each likely period the
 * next call is expected one period after the last, with a tolerance; the expectation follows the
 * calls that meet it, so that neither jitter nor drift loses them. How often expectations are met
 * is compared with what chance would meet.
 *
 * @param period milliseconds
 * @param calls calls that met an expectation
 * @param first the first of them
 * @param last the last of them
 * @param met share of expectations that were met
 */
record Timer(double period, int calls, long first, long last, double met) {
  /** A shorter period is a loop; slowing down a longer one saves nothing. */
  private static final double SHORTEST = 15_000;

  private static final double LONGEST = 3_600_000;
  private static final int LEAST_CALLS = 40;
  private static final long LEAST_SPAN = 2 * 3_600_000L;
  private static final double[] TOLERANCES = {0.08, 0.2, 0.4};
  private static final double MET = 0.85;
  private static final double SIGMAS = 6;

  /** How much of an error the expectation follows. */
  private static final double GAIN = 0.3;

  /** Consecutive failed expectations after which the timer counts as stopped. */
  private static final int STOPPED = 3;

  /**
   * Calls closer together than this belong to one piece of work, and at most one of them is a
   * timer's.
   */
  private static final long BURST = 4_000;

  private static final int BURST_CALLS = 10;

  double confidence() {
    return met >= 0.95 ? 0.9 : 0.8;
  }

  /** Returns the timer that most calls belong to, if there is one. */
  static Optional<Timer> find(Times times) {
    long[] t = withoutBursts(times.toArray());
    if (times.full() || t.length < LEAST_CALLS || t[t.length - 1] - t[0] < LEAST_SPAN) {
      return Optional.empty();
    }
    Timer best = null;
    double most = 0;
    for (double period : periods(t)) {
      for (double tolerance : TOLERANCES) {
        Course course = new Course(t, period, tolerance);
        double sigmas = course.sigmas();
        Timer timer = course.timer();
        boolean good =
            timer.met >= MET
                && sigmas >= SIGMAS
                && timer.calls >= LEAST_CALLS
                && timer.calls >= 0.45 * t.length
                && timer.last - timer.first >= LEAST_SPAN;
        if (good && sigmas > most) {
          most = sigmas;
          best = timer;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static long[] withoutBursts(long[] t) {
    long[] kept = new long[t.length];
    int n = 0;
    int from = 0;
    for (int i = 1; i <= t.length; i++) {
      if (i < t.length && t[i] - t[i - 1] <= BURST) {
        continue;
      }
      if (i - from < BURST_CALLS) {
        System.arraycopy(t, from, kept, n, i - from);
        n += i - from;
      }
      from = i;
    }
    return Arrays.copyOf(kept, n);
  }

  /** Likely periods: the densest places among the gaps to the next call and the one after it. */
  private static List<Double> periods(long[] t) {
    double[] gaps = new double[2 * t.length];
    int n = 0;
    for (int i = 1; i < t.length; i++) {
      gaps[n++] = (double) t[i] - t[i - 1];
      if (i > 1) {
        gaps[n++] = (double) t[i] - t[i - 2];
      }
    }
    double[] sorted = Arrays.copyOf(gaps, n);
    Arrays.sort(sorted);
    List<Double> periods = new ArrayList<>();
    for (double width : new double[] {1.06, 1.25}) {
      densest(sorted, width, periods);
    }
    double span = (double) t[t.length - 1] - t[0];
    periods.add(span / (t.length - 1));
    periods.removeIf(p -> p < SHORTEST || p > LONGEST);
    return periods;
  }

  /** The medians of the three windows of a ratio {@code width} that contain the most gaps. */
  private static void densest(double[] sorted, double width, List<Double> to) {
    boolean[] used = new boolean[sorted.length];
    for (int k = 0; k < 3; k++) {
      int bestFrom = 0;
      int bestTo = 0;
      int j = 0;
      for (int i = 0; i < sorted.length; i++) {
        j = Math.max(j, i);
        while (j < sorted.length && sorted[j] <= sorted[i] * width && !used[j]) {
          j++;
        }
        if (!used[i] && sorted[i] >= SHORTEST / 2 && j - i > bestTo - bestFrom) {
          bestFrom = i;
          bestTo = j;
        }
      }
      if (bestTo - bestFrom < 5) {
        return;
      }
      to.add(sorted[(bestFrom + bestTo) / 2]);
      Arrays.fill(used, bestFrom, bestTo, true);
    }
  }

  /** A pass over the times with one period and tolerance. */
  private static final class Course {
    private final double period;
    private final double tolerance;
    private int met;
    private int expected;
    private double chance;
    private int runs;
    private long first = Long.MAX_VALUE;
    private long last;

    Course(long[] t, double period, double share) {
      this.period = period;
      this.tolerance = share * period;
      int at = 0;
      while (at < t.length) {
        at = walk(t, at);
      }
    }

    /** Follows the timer from one call on until it stops; returns where to continue. */
    private int walk(long[] t, int start) {
      double next = t[start] + period;
      int at = start + 1;
      int failed = 0;
      int metHere = 0;
      int expectedHere = 0;
      long lastHere = t[start];
      while (at < t.length && failed < STOPPED) {
        while (at < t.length && t[at] < next - tolerance) {
          at++;
        }
        int nearest = -1;
        for (int i = at; i < t.length && t[i] <= next + tolerance; i++) {
          if (nearest < 0 || Math.abs(t[i] - next) < Math.abs(t[nearest] - next)) {
            nearest = i;
          }
        }
        expectedHere++;
        if (nearest < 0) {
          failed++;
          next += period;
        } else {
          failed = 0;
          metHere++;
          lastHere = t[nearest];
          next += period + GAIN * (t[nearest] - next);
          at = nearest + 1;
        }
      }
      expectedHere -= failed;
      int begun = metHere > 0 ? 1 : 0;
      expected += expectedHere + 1 - begun;
      met += metHere;
      if (metHere > 0) {
        double rate = inside(t, t[start], lastHere) / Math.max(1.0, (double) lastHere - t[start]);
        chance += expectedHere * (1 - Math.exp(-2 * tolerance * rate));
        first = Math.min(first, t[start]);
        last = lastHere;
        runs += begun;
        return Math.max(start + 1, after(t, lastHere));
      }
      chance += 1 - Math.exp(-2 * tolerance / period);
      return start + 1;
    }

    private static double inside(long[] t, long from, long to) {
      return after(t, to) - after(t, from);
    }

    private static int after(long[] t, long time) {
      int at = Arrays.binarySearch(t, time);
      return at < 0 ? -at - 1 : at + 1;
    }

    double sigmas() {
      double variance = chance * (1 - chance / Math.max(1, expected));
      return (met - chance) / Math.sqrt(Math.max(1, variance));
    }

    Timer timer() {
      double share = expected == 0 ? 0 : (double) met / expected;
      return new Timer(period, met + runs, first, last, share);
    }
  }
}
