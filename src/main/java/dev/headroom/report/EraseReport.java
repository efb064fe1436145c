package dev.headroom.report;

import dev.headroom.fleet.Violation;
import java.util.List;

/**
 * The result of erasing usage.
 *
 * @param violations what is wrong with the question; if there is any, nothing was done
 * @param rows how many stored rows were dropped or changed
 */
public record EraseReport(List<Violation> violations, int rows) {
  public EraseReport {
    violations = List.copyOf(violations);
  }
}
