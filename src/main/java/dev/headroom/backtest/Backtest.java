package dev.headroom.backtest;

import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.Sample;
import dev.headroom.history.UsageHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that an org's history would have raised.
 *
 * @param limits those that were read, by name
 */
public record Backtest(Plan plan, Span span, List<LimitResult> limits) {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int INTERVALS = 3;
  private static final double MONTH = Duration.ofDays(30).toSeconds();

  public Backtest {
    limits = List.copyOf(limits);
  }

  /** Returns the total over all limits; for intervals, only over limits that moved. */
  public Tally total(Method method) {
    Tally total = Tally.NOTHING;
    for (LimitResult limit : limits) {
      total =
          total.plus(limit.moved() ? limit.tally(method) : limit.tally(method).withoutIntervals());
    }
    return total;
  }

  /** Returns every exhaustion of every limit, ordered by start. */
  public List<Event> events() {
    return limits.stream()
        .flatMap(l -> l.events().stream())
        .sorted(Comparator.comparing(Event::start))
        .toList();
  }

  /** Returns {@code count} per 30 days; empty if less than a day was seen. */
  public Optional<Double> monthly(int count) {
    return span.seen().compareTo(Duration.ofDays(1)) < 0
        ? Optional.empty()
        : Optional.of(count * MONTH / span.seen().toSeconds());
  }

  /**
   * Replays the plan's history, with one day of samples in memory at a time.
   *
   * <p>A day with an unreadable sample is left out, like a gap.
   */
  public static Backtest run(Plan plan, UsageHistory history) {
    return run(plan, history, () -> true);
  }

  /**
   * The same for a caller who may leave before the end.
   *
   * @param wanted asked before each day and each sample whether the answer is still wanted
   * @throws CancellationException when it no longer is
   */
  public static Backtest run(Plan plan, UsageHistory history, BooleanSupplier wanted) {
    Replay replay = new Replay(plan);
    Seen seen = new Seen(plan);
    Instant from = plan.from();
    while (from.isBefore(plan.to())) {
      Instant midnight = from.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
      Instant to = midnight.isBefore(plan.to()) ? midnight : plan.to();
      try {
        goOnIf(wanted);
        for (Sample sample : history.samples(plan.org().id(), from, to)) {
          goOnIf(wanted);
          seen.next(sample.slot());
          replay.next(sample);
        }
      } catch (CorruptSampleException e) {
        seen.damagedDays++;
      }
      from = to;
    }
    return new Backtest(plan, seen.span(replay.readings()), replay.end());
  }

  private static void goOnIf(BooleanSupplier wanted) {
    if (!wanted.getAsBoolean()) {
      throw new CancellationException("the backtest is no longer wanted");
    }
  }

  /** Counts the slots that were read. */
  private static final class Seen {
    private final Plan plan;
    private final Duration gap;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private long slots;
    private Duration seen = Duration.ZERO;
    private int gaps;
    private Duration missing = Duration.ZERO;
    private int damagedDays;

    Seen(Plan plan) {
      this.plan = plan;
      Duration some = plan.org().interval().multipliedBy(INTERVALS);
      this.gap = some.compareTo(HOUR) > 0 ? some : HOUR;
    }

    void next(Instant slot) {
      if (last == null) {
        first = slot;
      } else {
        Duration step = Duration.between(last, slot);
        if (step.compareTo(gap) > 0) {
          gaps++;
          missing = missing.plus(step);
        } else {
          seen = seen.plus(step);
        }
      }
      last = slot;
      slots++;
    }

    Span span(long readings) {
      return new Span(
          plan.from(), plan.to(), first, last, slots, readings, seen, gaps, missing, damagedDays);
    }
  }
}
