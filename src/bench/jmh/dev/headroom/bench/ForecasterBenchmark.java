package dev.headroom.bench;

import dev.headroom.forecast.Forecaster;
import dev.headroom.forecast.Projection;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of one projection, and of one for each of the 94 limits of an org, after three weeks of
 * history.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForecasterBenchmark {
  private static final int LIMITS = 94;
  private static final int DAY = 288;
  private static final long MAX = 100_000;

  /** The window of the limit. */
  @Param({"ROLLING_24H", "FIXED_DAY_GMT", "ROLLING_1H", "STOCK"})
  public Window window = Window.ROLLING_24H;

  /** Whether unexpected calls come in for five hours of a week: the most work there is. */
  @Param({"false", "true"})
  public boolean surge;

  private final List<Forecaster> org = new ArrayList<>();
  private final Random random = new Random(1);
  private final double[] came = new double[DAY];
  private double used;
  private long t;

  /** Feeds three weeks. */
  @Setup
  public void learn() {
    t = 1_772_409_600;
    for (int i = 0; i < LIMITS; i++) {
      org.add(new Forecaster(window));
    }
    for (int i = 0; i < 21 * DAY; i++) {
      Reading reading = read(0);
      for (Forecaster f : org) {
        f.next(Instant.ofEpochSecond(t), reading);
      }
    }
  }

  private Reading read(double more) {
    t += 300;
    int slot = (int) (t / 300 % DAY);
    double calls =
        150 * (1 + Math.sin(slot * 2 * Math.PI / DAY)) * (1 + 0.1 * random.nextGaussian());
    used += calls + more - came[slot];
    came[slot] = calls + more;
    return Reading.ofUsed(Math.round(Math.max(0, used)), MAX);
  }

  /** A reading of one limit. */
  @Benchmark
  public Projection oneLimit() {
    Reading reading = read(surge && t / 300 % (7 * DAY) < 60 ? 400 : 0);
    return org.get(0).next(Instant.ofEpochSecond(t), reading);
  }

  /** A reading of every limit of an org. */
  @Benchmark
  public void allLimits(Blackhole hole) {
    Reading reading = read(surge && t / 300 % (7 * DAY) < 60 ? 400 : 0);
    for (Forecaster f : org) {
      hole.consume(f.next(Instant.ofEpochSecond(t), reading));
    }
  }
}
