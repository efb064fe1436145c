package dev.headroom.local.web;

/** What was asked for is not there: status 404, as JSON or as a page. */
final class NotThereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final boolean page;

  private NotThereException(String problem, boolean page) {
    super(problem);
    this.problem = problem;
    this.page = page;
  }

  /** Of the JSON API. */
  static NotThereException inApi(String problem) {
    return new NotThereException(problem, false);
  }

  /** Of the pages. */
  static NotThereException onPage(String problem) {
    return new NotThereException(problem, true);
  }

  /** What is not there, for a person. */
  String problem() {
    return problem;
  }

  boolean isPage() {
    return page;
  }
}
