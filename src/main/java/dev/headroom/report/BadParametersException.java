package dev.headroom.report;

import dev.headroom.fleet.Violation;
import java.util.List;

/** A query that cannot be read: status 400 with everything that is wrong. */
public final class BadParametersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  /** Creates it with all of {@code violations}. */
  public BadParametersException(List<Violation> violations) {
    super(violations.toString());
    this.violations = List.copyOf(violations);
  }

  /** Returns what is wrong, one or more. */
  public List<Violation> violations() {
    return violations;
  }
}
