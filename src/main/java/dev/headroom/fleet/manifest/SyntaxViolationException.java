package dev.headroom.fleet.manifest;

import dev.headroom.fleet.Violation;

/** The text cannot be taken apart. Carries no cause, since a parser's message quotes the text. */
final class SyntaxViolationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  SyntaxViolationException(String problem, String remedy) {
    super(problem);
    this.violation = new Violation("manifest", null, problem, remedy);
  }

  Violation violation() {
    return violation;
  }
}
