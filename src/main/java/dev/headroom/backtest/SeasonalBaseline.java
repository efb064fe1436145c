package dev.headroom.backtest;

import dev.headroom.forecast.UseForecast;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The seasonal forecast of today's monitors, on the counter itself: the reading at the same time a
 * week ago (a day ago until there is a week) plus how far the last hour was above the hour then.
 * Intervals are quantiles of its own errors.
 */
final class SeasonalBaseline implements Baseline {
  private static final int SLOT = 900;
  private static final int DAY = 96;
  private static final int WEEK = 7 * DAY;
  private static final int RING = WEEK + DAY;
  private static final int LEVEL = 3600;
  private static final int[] HOURS = {1, 4, 12};

  private final int horizon;
  private final int stride;
  private final double[] ring = new double[RING];
  private final Deque<double[]> differences = new ArrayDeque<>();
  private final Errors[] errors = {new Errors(), new Errors(), new Errors()};
  private double sumOfDifferences;
  private long first = Long.MIN_VALUE;
  private long slot;
  private double last;
  private double highest;
  private int season;

  /** The last 1,000 errors of one horizon, by time and by size. */
  private static final class Errors {
    private static final int MOST = 1000;
    private static final int FEWEST = 20;
    private final Deque<Double> queue = new ArrayDeque<>();
    private final Deque<double[]> pending = new ArrayDeque<>();
    private double[] sorted = new double[64];
    private int size;

    void settle(long t, double used, double max) {
      while (!pending.isEmpty() && pending.getFirst()[0] <= t) {
        double[] due = pending.removeFirst();
        if (due[0] == t) {
          add(Math.min(used, max) - Math.min(due[1], max));
        }
      }
    }

    private void add(double error) {
      queue.addLast(error);
      insert(error);
      if (queue.size() > MOST) {
        int at = Arrays.binarySearch(sorted, 0, size, queue.removeFirst());
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        size--;
      }
    }

    private void insert(double error) {
      if (size == sorted.length) {
        sorted = Arrays.copyOf(sorted, 2 * size);
      }
      int at = Arrays.binarySearch(sorted, 0, size, error);
      at = at < 0 ? -at - 1 : at;
      System.arraycopy(sorted, at, sorted, at + 1, size - at);
      sorted[at] = error;
      size++;
    }

    double at(double quantile, double otherwise) {
      return size < FEWEST ? otherwise : sorted[Math.min(size - 1, (int) (quantile * size))];
    }
  }

  SeasonalBaseline(Rules.Kind kind) {
    this.horizon =
        switch (kind) {
          case DAY -> DAY;
          case HOUR -> 4;
          case STOCK -> WEEK - 4;
        };
    this.stride = kind == Rules.Kind.STOCK ? 4 : 1;
  }

  @Override
  public Guess next(long t, double used, double max) {
    store(Math.floorDiv(t, SLOT), used);
    int now = slot - first >= WEEK ? WEEK : DAY;
    if (now != season) {
      season = now;
      differences.clear();
      sumOfDifferences = 0;
    }
    for (Errors e : errors) {
      e.settle(t, used, max);
    }
    if (slot - first < DAY) {
      return Guess.of(used >= max ? Guess.State.EXHAUSTED : Guess.State.UNKNOWN, null);
    }
    double level = level(t, used);
    double top = 0;
    UseForecast.Band[] bands = new UseForecast.Band[HOURS.length];
    for (int k = 0; k < HOURS.length; k++) {
      double middle = Math.max(0, then(HOURS[k] * 4) + level);
      if (t % SLOT == 0) {
        errors[k].pending.addLast(new double[] {(double) (t + HOURS[k] * 3600L), middle});
      }
      double low = errors[k].at(0.05, -0.1 * max);
      double high = errors[k].at(0.95, 0.1 * max);
      if (HOURS[k] * 4 <= horizon) {
        top = Math.max(0, high);
      }
      bands[k] = Guess.band(middle + Math.min(low, 0), middle, middle + Math.max(high, 0));
    }
    UseForecast use = new UseForecast(bands[0], bands[1], bands[2]);
    return used >= max ? Guess.of(Guess.State.EXHAUSTED, use) : course(t, level, top, max, use);
  }

  /** Where the usual course, and the edges of its band, first meet the maximum. */
  private Guess course(long t, double level, double top, double max, UseForecast use) {
    if (highest + level < max) {
      return Guess.of(Guess.State.STABLE, use);
    }
    int earliest = 0;
    int likely = 0;
    int latest = 0;
    for (int h = stride; h <= horizon && latest == 0; h += stride) {
      double value = then(h) + level;
      earliest = earliest == 0 && value + top >= max ? h : earliest;
      likely = likely == 0 && value >= max ? h : likely;
      latest = value - top >= max ? h : 0;
    }
    return likely == 0
        ? Guess.of(Guess.State.STABLE, use)
        : Guess.exhausting(
            (double) t + likely * SLOT,
            (double) t + Math.min(earliest, likely) * SLOT,
            (double) t + (latest == 0 ? horizon : latest) * SLOT,
            use);
  }

  /** A slot without a reading gets the previous one. */
  private void store(long s, double used) {
    if (first == Long.MIN_VALUE) {
      first = s;
    } else {
      for (long k = Math.max(slot + 1, s - RING); k < s; k++) {
        ring[place(k)] = last;
      }
    }
    slot = s;
    last = used;
    highest = Math.max(highest, used);
    ring[place(s)] = used;
  }

  private double level(long t, double used) {
    double difference = used - ring[place(slot - season)];
    differences.addLast(new double[] {(double) t, difference});
    sumOfDifferences += difference;
    while (differences.getFirst()[0] <= t - LEVEL) {
      sumOfDifferences -= differences.removeFirst()[1];
    }
    return sumOfDifferences / differences.size();
  }

  /** The reading a season before {@code ahead} slots from now; two seasons before, if needed. */
  private double then(int ahead) {
    long k = slot + ahead - season;
    while (k > slot) {
      k -= season;
    }
    return ring[place(k)];
  }

  private static int place(long k) {
    return (int) Math.floorMod(k, (long) RING);
  }
}
