package dev.headroom.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The fleet's clock in local mode. It stands still where it is set until it is started; then it
 * runs {@code factor} times as fast as the real one, never backwards.
 */
public final class DemoClock implements InstantSource {
  private final InstantSource real;
  private final double factor;
  private Instant shown;
  private Instant startedAt;
  private boolean running;

  /**
   * Creates a clock that stands at the real time.
   *
   * @param factor fleet seconds per real second, above 0
   */
  public DemoClock(InstantSource real, double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("a clock factor is above 0, not " + factor);
    }
    this.real = real;
    this.factor = factor;
    this.startedAt = real.instant();
    this.shown = startedAt;
  }

  /** Returns the fleet seconds per real second. */
  public double factor() {
    return factor;
  }

  /** Sets the standing clock to {@code time}. */
  public synchronized void standAt(Instant time) {
    running = false;
    shown = time;
  }

  /** Runs on from where it stands. */
  public synchronized void start() {
    startedAt = real.instant();
    running = true;
  }

  @Override
  public synchronized Instant instant() {
    if (!running) {
      return shown;
    }
    Duration passed = Duration.between(startedAt, real.instant());
    return shown.plusMillis(Math.max(0, Math.round(passed.toMillis() * factor)));
  }
}
