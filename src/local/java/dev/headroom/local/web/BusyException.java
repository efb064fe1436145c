package dev.headroom.local.web;

import dev.headroom.fleet.Violation;

/** What was asked for takes a place that others have now: status 503, with what to do. */
final class BusyException extends RuntimeException {
  /** Long enough for most of what has the places. */
  static final int RETRY_AFTER_SECONDS = 5;

  private static final long serialVersionUID = 1L;

  /** Service Unavailable. */
  static final int STATUS = 503;

  private final transient Violation problem;

  BusyException(Violation problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is not to be had, and what to do. */
  Violation problem() {
    return problem;
  }
}
