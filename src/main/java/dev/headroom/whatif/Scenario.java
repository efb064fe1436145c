package dev.headroom.whatif;

import java.util.List;

/**
 * What is to be different from now on.
 *
 * @param loads calls that come, or stay away, every day of their shape
 * @param moreMax what is added to the allocation by an add-on; negative for one that ends
 */
public record Scenario(List<Load> loads, long moreMax) {
  public Scenario {
    loads = List.copyOf(loads);
  }

  /** How many calls a day stay away from where they come now; 0 when none are moved. */
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
