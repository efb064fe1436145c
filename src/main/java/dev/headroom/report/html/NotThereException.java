package dev.headroom.report.html;

import dev.headroom.org.OrgId;

/** What a page was to show is not there: status 404. */
final class NotThereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String back;
  private final String where;

  private NotThereException(String problem, String back, String where) {
    super(problem);
    this.problem = problem;
    this.back = back;
    this.where = where;
  }

  /** Something of the fleet. */
  static NotThereException ofFleet(String problem) {
    return new NotThereException(problem, "/", "Back to the fleet");
  }

  /** An alert. */
  static NotThereException ofAlerts(String problem) {
    return new NotThereException(problem, "/alerts?state=all", "See all alerts");
  }

  /** Something of an org that is there. */
  static NotThereException of(OrgId org, String problem) {
    return new NotThereException(problem, "/orgs/" + org, "Back to " + org);
  }

  /** What is not there, for a person. */
  String problem() {
    return problem;
  }

  /** Where a person may go on: a path. */
  String back() {
    return back;
  }

  /** What that path is, in words. */
  String where() {
    return where;
  }
}
