package dev.headroom.fleet;

import java.util.List;

/**
 * Input written by a person, and the result of reading it.
 *
 * @param value not to be used if there are violations
 * @param violations everything that is wrong with it
 */
public record Parsed<T>(T value, List<Violation> violations) {
  public Parsed {
    violations = List.copyOf(violations);
  }
}
