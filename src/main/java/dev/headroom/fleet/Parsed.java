package dev.headroom.fleet;

import java.util.List;

/**
 * What somebody wrote, as it was read.
 *
 * @param value of no use when there are violations
 * @param violations everything that is wrong with it
 */
public record Parsed<T>(T value, List<Violation> violations) {
  public Parsed {
    violations = List.copyOf(violations);
  }
}
