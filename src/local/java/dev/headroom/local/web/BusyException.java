package dev.headroom.local.web;

import dev.headroom.fleet.Violation;

/** All places for the requested work are taken now: status 503, with what to do. */
final class BusyException extends RuntimeException {
  /** Long enough for most of the work in progress. */
  static final int RETRY_AFTER_SECONDS = 5;

  private static final long serialVersionUID = 1L;

  /** Service Unavailable. */
  static final int STATUS = 503;

  private final transient Violation problem;

  BusyException(Violation problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** Returns what is not available, and what to do. */
  Violation problem() {
    return problem;
  }
}
