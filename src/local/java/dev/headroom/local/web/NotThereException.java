package dev.headroom.local.web;

/** What was asked for is not there: status 404, as JSON or as a page. */
final class NotThereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;
  private final boolean page;

  private NotThereException(String problem, String remedy, boolean page) {
    super(problem);
    this.problem = problem;
    this.remedy = remedy;
    this.page = page;
  }

  /** Of an org, in the JSON API. */
  static NotThereException inApi(String problem) {
    return inApi(problem, "GET /api/orgs lists what there is.");
  }

  /** Of the JSON API. */
  static NotThereException inApi(String problem, String remedy) {
    return new NotThereException(problem, remedy, false);
  }

  /** Of the pages. */
  static NotThereException onPage(String problem) {
    return new NotThereException(problem, "", true);
  }

  /** What is not there, for a person. */
  String problem() {
    return problem;
  }

  /** What to do, for a caller of the API. */
  String remedy() {
    return remedy;
  }

  boolean isPage() {
    return page;
  }
}
