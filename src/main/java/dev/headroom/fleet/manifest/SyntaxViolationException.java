package dev.headroom.fleet.manifest;

import dev.headroom.fleet.Violation;
import org.jspecify.annotations.Nullable;

/** The text cannot be parsed. Carries no cause, because a parser's message quotes the text. */
final class SyntaxViolationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  /** Reports a violation of the text as a whole. */
  SyntaxViolationException(String problem, String remedy) {
    this(null, problem, remedy);
  }

  /** Reports a violation on a line, counted from 1. */
  SyntaxViolationException(@Nullable Integer line, String problem, String remedy) {
    super(problem);
    this.violation = new Violation("manifest", null, problem, remedy, line);
  }

  Violation violation() {
    return violation;
  }
}
