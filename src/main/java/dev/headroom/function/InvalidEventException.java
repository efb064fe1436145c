package dev.headroom.function;

import dev.headroom.fleet.Violation;
import java.util.List;

/**
 * An event that does not have the function's form. Nothing was done; on Lambda it becomes a
 * function error and so reaches the dead-letter queue, locally it is answered with status 400.
 */
public final class InvalidEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  public InvalidEventException(List<Violation> violations) {
    super(String.join("; ", violations.stream().map(Violation::toString).toList()));
    this.violations = List.copyOf(violations);
  }

  /** Returns everything that is wrong with it. */
  public List<Violation> violations() {
    return violations;
  }
}
