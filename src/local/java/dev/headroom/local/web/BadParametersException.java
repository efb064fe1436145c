package dev.headroom.local.web;

import dev.headroom.fleet.Violation;
import java.util.List;

/** A request whose parameters cannot be read: status 400 with everything that is wrong. */
final class BadParametersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  BadParametersException(List<Violation> violations) {
    super(violations.toString());
    this.violations = List.copyOf(violations);
  }

  List<Violation> violations() {
    return violations;
  }
}
