package dev.headroom.local.web;

import dev.headroom.org.OrgId;

/** What was asked for is not there: status 404, as JSON or as a page. */
final class NotThereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;
  private final boolean page;
  private final String back;
  private final String where;

  private NotThereException(
      String problem, String remedy, boolean page, String back, String where) {
    super(problem);
    this.problem = problem;
    this.remedy = remedy;
    this.page = page;
    this.back = back;
    this.where = where;
  }

  /** Of an org, in the JSON API. */
  static NotThereException inApi(String problem) {
    return inApi(problem, "GET /api/orgs lists what there is.");
  }

  /** Of the JSON API. */
  static NotThereException inApi(String problem, String remedy) {
    return new NotThereException(problem, remedy, false, "/", "");
  }

  /** Of the pages. */
  static NotThereException onPage(String problem) {
    return new NotThereException(problem, "", true, "/", "Back to the fleet");
  }

  /** Of the page of an org that is there. */
  static NotThereException onPage(OrgId org, String problem) {
    return new NotThereException(problem, "", true, "/orgs/" + org, "Back to " + org);
  }

  /** Where a person may go on: a path. */
  String back() {
    return back;
  }

  /** What that path is, in words. */
  String where() {
    return where;
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
