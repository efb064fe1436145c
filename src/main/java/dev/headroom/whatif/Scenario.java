package dev.headroom.whatif;

import java.util.List;

/**
 * What is to change from now on.
 *
 * @param loads calls that come, or stay away, on every day of their shape
 * @param moreMax what an add-on adds to the allocation; negative for one that ends
 */
public record Scenario(List<Load> loads, long moreMax) {
  public Scenario {
    loads = List.copyOf(loads);
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
