package dev.headroom.bench;

import dev.headroom.forecast.Forecaster;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Relief;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares what people are shown with what happened: for each tenth of the shown probability of
 * exhaustion, how many ran out within the horizon, and how often room returned within the stated
 * interval.
 */
public final class Reliability {
  private static final int DAY = 86_400;

  /** As in {@code score.py}: a stretch that reaches this is not calm. */
  private static final double CALM = 0.97;

  /** How late a counter may show a change, in seconds. */
  private static final int LATE = 300;

  /** Room must last this long, in seconds. */
  private static final int LASTS = 3600;

  /** The cases of a tenth of the scale, or of all traces of a folder. */
  private static final class Tally {
    final long[] cases = new long[10];
    final double[] said = new double[10];
    final long[] came = new long[10];
    double least = 1;
    double most;
    long named;
    long held;
    long early;
    long late;
    long unnamed;

    void add(Tally t) {
      for (int k = 0; k < 10; k++) {
        cases[k] += t.cases[k];
        said[k] += t.said[k];
        came[k] += t.came[k];
      }
      least = Math.min(least, t.least);
      most = Math.max(most, t.most);
      named += t.named;
      held += t.held;
      early += t.early;
      late += t.late;
      unnamed += t.unnamed;
    }
  }

  private record Row(long t, double used, double max) {
    boolean isFull() {
      return used >= max;
    }
  }

  private Reliability() {}

  /** Arguments: folders of traces. */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      throw new IllegalArgumentException("TRACES_DIR...");
    }
    run(List.of(args).stream().map(Path::of).toList(), System.out);
  }

  static void run(List<Path> folders, PrintStream out) throws IOException {
    Tally all = new Tally();
    for (Path folder : folders) {
      Tally t = new Tally();
      for (Trace trace : Trace.in(folder)) {
        replay(trace, t);
      }
      print(folder.toString(), t, out);
      all.add(t);
    }
    if (folders.size() > 1) {
      print("all", all, out);
    }
  }

  private static void replay(Trace trace, Tally tally) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<Projection> said = new ArrayList<>();
    Forecaster forecaster = new Forecaster(trace.window());
    try (BufferedReader in = trace.open()) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] x = line.split(",", -1);
        if (!x[1].isEmpty() && !x[2].isEmpty()) {
          Instant at = Instant.parse(x[0].replace("Z", ":00Z"));
          Reading reading = Reading.ofUsed(Long.parseLong(x[1]), Long.parseLong(x[2]));
          rows.add(new Row(at.getEpochSecond(), reading.used(), reading.max()));
          said.add(forecaster.next(at, reading));
        }
      }
    }
    hold(rows, said, trace, tally);
  }

  /** From the last row to the first, so that the outcome is known at each. */
  private static void hold(List<Row> rows, List<Projection> said, Trace trace, Tally tally) {
    boolean[] neutral = neutral(rows, trace);
    long end = rows.getLast().t();
    long full = Long.MAX_VALUE;
    long room = end;
    boolean roomKnown = false;
    for (int i = rows.size() - 1; i >= 0; i--) {
      Row row = rows.get(i);
      boolean scored = row.t() >= trace.scoredFrom();
      if (row.isFull()) {
        full = row.t();
        if (scored && said.get(i) instanceof Projection.Exhausted e) {
          relief(e.relief(), room, roomKnown, tally);
        }
        continue;
      }
      if (Math.min(full, end) - row.t() >= LASTS) {
        room = row.t();
        roomKnown = true;
      }
      double p = said.get(i).probability();
      if (scored && !neutral[i] && row.t() % 3600 == 0 && !Double.isNaN(p)) {
        chance(p, full - row.t() <= trace.horizon(), end >= row.t() + trace.horizon(), tally);
      }
    }
  }

  private static void chance(double p, boolean came, boolean known, Tally tally) {
    if (known) {
      int k = (int) Math.min(9, 10 * p + 1e-9);
      tally.cases[k]++;
      tally.said[k] += p;
      tally.came[k] += came ? 1 : 0;
      tally.least = Math.min(tally.least, p);
      tally.most = Math.max(tally.most, p);
    }
  }

  private static void relief(Relief relief, long room, boolean known, Tally tally) {
    switch (relief) {
      case Relief.NotKnown n -> tally.unnamed++;
      case Relief.Expected e -> {
        long latest = e.latest().getEpochSecond();
        if (known || latest < room) {
          tally.named++;
          boolean late = !known || room > latest;
          boolean early = !late && room < e.earliest().getEpochSecond() - LATE;
          tally.late += late ? 1 : 0;
          tally.early += early ? 1 : 0;
          tally.held += late || early ? 0 : 1;
        }
      }
    }
  }

  /** From an exhaustion until the end of the calm stretch after it, nothing is scored. */
  private static boolean[] neutral(List<Row> rows, Trace trace) {
    boolean[] neutral = new boolean[rows.size()];
    boolean inside = false;
    long high = 0;
    for (int i = 0; i < neutral.length; i++) {
      Row row = rows.get(i);
      inside &= row.t() - high < trace.calm();
      if (row.isFull() || (inside && row.used() >= CALM * row.max())) {
        inside = true;
        high = row.t();
      }
      neutral[i] = inside;
    }
    return neutral;
  }

  private static void print(String name, Tally t, PrintStream out) {
    out.printf(Locale.ROOT, "%n%s%n%n| shown | cases | mean shown | ran out |%n", name);
    out.println("|---|--:|--:|--:|");
    for (int k = 0; k < 10; k++) {
      double n = t.cases[k];
      boolean off = n >= 200 && Math.abs(t.said[k] - t.came[k]) > 0.1 * n;
      out.printf(
          Locale.ROOT,
          "| %.1f to %.1f | %,d | %.2f | %.2f%s |%n",
          k / 10.0,
          (k + 1) / 10.0,
          t.cases[k],
          t.said[k] / n,
          t.came[k] / n,
          off ? " (more than 10 points off)" : "");
    }
    double named = t.named;
    out.printf(Locale.ROOT, "%nleast %.2f, most %.2f%n", t.least, t.most);
    out.printf(
        Locale.ROOT,
        "relief: named %,d times, in the interval %.2f, before it %.2f, after it %.2f;"
            + " no time named %,d times%n",
        t.named,
        t.held / named,
        t.early / named,
        t.late / named,
        t.unnamed);
  }

  /** Returns a day; an hour for hourly limits; seven days for stocks and months. */
  static int horizon(Window window) {
    return switch (window) {
      case STOCK, MONTH_CALENDAR, MONTH_CONTRACT, MONTH_UNSPECIFIED -> 7 * DAY;
      case ROLLING_1H, ROLLING_30MIN, HOUR_UNSPECIFIED -> 3600;
      case ROLLING_24H, FIXED_DAY_GMT, DAY_UNSPECIFIED, UNKNOWN, CONCURRENT -> DAY;
    };
  }

  /**
   * Returns how long a limit must have been away from its maximum for an exhaustion to count as a
   * new one.
   */
  static int calm(Window window) {
    return switch (horizon(window)) {
      case DAY -> 6 * 3600;
      case 3600 -> 3600;
      default -> DAY;
    };
  }
}
