package dev.headroom.report.html;

import dev.headroom.org.OrgId;

/** What a page was to show does not exist: status 404. */
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

  /** Returns what does not exist, for a person. */
  String problem() {
    return problem;
  }

  /** Returns where a person may continue: a path. */
  String back() {
    return back;
  }

  /** Returns what that path is, in words. */
  String where() {
    return where;
  }
}
