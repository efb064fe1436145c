package dev.headroom.local.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arrivals that follow a {@link Rate}: exact, whole and independent of the order of queries.
 *
 * <p>Per-minute sums are kept for the last few days asked for and computed anew for another day, so
 * a query costs two look-ups and memory does not grow with the simulated time.
 *
 * <p>With a cap, arrivals that would lift the trailing 24 hours above it are refused and not
 * counted, as in an org without a soft margin.
 */
public final class ScriptedArrivals implements Traffic {

  /** No cap. */
  public static final long UNCAPPED = Long.MAX_VALUE;

  private static final int DAY = 24 * 60;
  private static final int DAYS_KEPT = 5;

  private final Rate rate;
  private final long seed;
  private final long firstDay;
  private final long cap;

  /** By day since 1970: element m is the number of arrivals before minute m of that day. */
  private final Map<Long, int[]> sums = new LinkedHashMap<>();

  /**
   * Arrivals from the day of {@code origin} on.
   *
   * @param seed decides how the rate's fractions become whole arrivals
   * @param origin a minute; before its day (GMT) nothing arrives
   * @param cap the most that any 24 hours can hold, or {@link #UNCAPPED}
   */
  public ScriptedArrivals(Rate rate, long seed, long origin, long cap) {
    this.rate = rate;
    this.seed = seed;
    this.firstDay = Math.floorDiv(origin, DAY);
    this.cap = cap;
  }

  @Override
  public synchronized long between(long after, long until) {
    long total = 0;
    long from = Math.max(after + 1, firstDay * DAY);
    long to = until + 1;
    while (from < to) {
      long day = Math.floorDiv(from, DAY);
      long end = Math.min(to, (day + 1) * DAY);
      int[] sum = sumsOf(day);
      total += sum[(int) (end - day * DAY)] - sum[(int) (from - day * DAY)];
      from = end;
    }
    return total;
  }

  private int[] sumsOf(long day) {
    int[] known = sums.get(day);
    if (known != null) {
      return known;
    }
    long from = day;
    if (cap != UNCAPPED) {
      // With a cap, every day depends on the one before it.
      from = sums.keySet().stream().filter(d -> d < day).reduce(firstDay, Math::max);
    }
    int[] latest = new int[DAY + 1];
    for (long d = from; d <= day; d++) {
      int[] kept = sums.get(d);
      latest = kept == null ? compute(d) : kept;
      sums.put(d, latest);
      forgetOldest(d);
    }
    return latest;
  }

  private int[] compute(long day) {
    int[] sum = new int[DAY + 1];
    int[] before = sums.getOrDefault(day - 1, new int[DAY + 1]);
    for (int m = 0; m < DAY; m++) {
      long minute = day * DAY + m;
      double expected = Math.max(0, rate.perMinute(minute));
      long offered = (long) Math.floor(expected + Noise.uniform(seed, minute));
      if (cap != UNCAPPED) {
        long trailing = (long) sum[m] + before[DAY] - before[m + 1];
        offered = Math.min(offered, Math.max(0, cap - trailing));
      }
      sum[m + 1] = Math.toIntExact(sum[m] + offered);
    }
    return sum;
  }

  private void forgetOldest(long computed) {
    while (sums.size() > DAYS_KEPT) {
      long oldest = sums.keySet().stream().filter(d -> d != computed).findFirst().orElseThrow();
      sums.remove(oldest);
    }
  }
}
