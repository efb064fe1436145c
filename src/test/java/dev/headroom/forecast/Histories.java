package dev.headroom.forecast;

import dev.headroom.limits.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/** Histories of one limit, made from what comes in. */
public final class Histories {
  /** Monday 2026-03-02, 00:00 GMT. */
  public static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

  public static final long SLOT = 300;

  private Histories() {}

  /** A reading and its time. */
  public record Row(Instant at, Reading reading) {}

  /** Calls of a working week: an office day over a floor; {@code daily} on a working day. */
  public static LongToDoubleFunction office(double daily) {
    return t -> {
      long day = Math.floorMod(Math.floorDiv(t, 86_400L) + 3, 7L);
      double hour = (t % 86_400) / 3600.0;
      double shape = 0.1 + Math.exp(-0.5 * Math.pow((hour - 13) / 2.5, 2));
      return daily * shape / 116 / 0.75 * (day < 5 ? 1 : 0.15);
    };
  }

  /** A rolling day over {@code perSlot}, read every five minutes, noise of a tenth. */
  public static List<Row> rollingDay(LongToDoubleFunction perSlot, long max, int days, long seed) {
    return rolling(288, perSlot, max, days, seed);
  }

  /** The same over a window of so many slots of five minutes. */
  public static List<Row> rolling(
      int window, LongToDoubleFunction perSlot, long max, int days, long seed) {
    Random random = new Random(seed);
    double[] came = new double[(days + 2) * 288];
    List<Row> rows = new ArrayList<>();
    double used = 0;
    for (int i = 0; i < came.length; i++) {
      long t = MONDAY.getEpochSecond() + (i - 2 * 288) * SLOT;
      came[i] = Math.rint(perSlot.applyAsDouble(t) * (1 + 0.1 * random.nextGaussian()));
      used += came[i] - (i >= window ? came[i - window] : 0);
      if (i >= 2 * 288) {
        rows.add(new Row(Instant.ofEpochSecond(t), Reading.ofUsed((long) used, max)));
      }
    }
    return rows;
  }

  /** A day from midnight, read every five minutes. */
  public static List<Row> fixedDay(LongToDoubleFunction perSlot, long max, int days, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    double used = 0;
    for (int i = 0; i < days * 288; i++) {
      long t = MONDAY.getEpochSecond() + i * SLOT;
      used = i % 288 == 0 ? 0 : used;
      used += Math.rint(perSlot.applyAsDouble(t) * (1 + 0.1 * random.nextGaussian()));
      rows.add(new Row(Instant.ofEpochSecond(t), Reading.ofUsed((long) used, max)));
    }
    return rows;
  }
}
