package dev.headroom.local.web;

/** What the API was asked for does not exist: status 404. */
final class NotThereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  /** Of an org. */
  NotThereException(String problem) {
    this(problem, "GET /api/orgs lists what there is.");
  }

  NotThereException(String problem, String remedy) {
    super(problem);
    this.problem = problem;
    this.remedy = remedy;
  }

  /** Returns what does not exist. */
  String problem() {
    return problem;
  }

  /** Returns what to do. */
  String remedy() {
    return remedy;
  }
}
