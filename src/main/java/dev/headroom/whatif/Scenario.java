package dev.headroom.whatif;

import java.time.Instant;
import java.util.List;

/**
 * What is to change from now on.
 *
 * @param loads calls that come, or stay away, on every day of their shape
 * @param weekly the same, by the hour of the week
 * @param moreMax what an add-on adds to the allocation; negative for one that ends
 */
public record Scenario(List<Load> loads, List<WeeklyLoad> weekly, long moreMax) {
  public Scenario {
    loads = List.copyOf(loads);
    weekly = List.copyOf(weekly);
  }

  /** A scenario without loads by the hour of the week. */
  public Scenario(List<Load> loads, long moreMax) {
    this(loads, List.of(), moreMax);
  }

  /** The same with {@code more} loads. */
  Scenario with(List<WeeklyLoad> more) {
    return new Scenario(loads, more, moreMax);
  }

  /** Calls that come after {@code start} up to {@code end}; negative if more stay away. */
  double between(Instant start, Instant end) {
    double more = 0;
    for (Load load : loads) {
      more += load.callsPerDay() * load.shape().between(start, end);
    }
    for (WeeklyLoad load : weekly) {
      more += load.between(start, end);
    }
    return more;
  }

  /** Returns how many calls per day move away from their present time; 0 if none are moved. */
  double movedPerDay() {
    return loads.stream().mapToDouble(load -> Math.max(0, -load.callsPerDay())).sum();
  }

  /**
   * Calls of one kind.
   *
   * @param callsPerDay on each of the shape's days; negative for calls that stay away
   */
  public record Load(double callsPerDay, Shape shape) {}
}
