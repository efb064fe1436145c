package dev.headroom.report.html;

import dev.headroom.access.FindingKind;
import dev.headroom.alert.Rule;
import dev.headroom.limits.LimitName;
import dev.headroom.report.AlertView;

/** Links to an alert: each opens at its limit and its time. */
final class AlertLinks {
  private AlertLinks() {}

  /** Returns the alert's own page, at this episode. */
  static String alert(AlertView view) {
    return "/alerts/" + view.key() + "?at=" + view.openedAt();
  }

  /**
   * Returns the org's page at the alert's limit and time; only at its time if it is about no limit.
   * One about API access leads to its findings.
   */
  static String limit(AlertView view) {
    if (view.rule().equals(Rule.ACCESS.word())) {
      String id = view.subject().id();
      String kind = id.substring(0, Math.max(0, id.indexOf(':')));
      return "/orgs/%s/access%s"
          .formatted(
              view.org(),
              FindingKind.of(kind)
                  .map(k -> "#" + k.severity().word() + "-" + k.word())
                  .orElse("#findings"));
    }
    return "/orgs/%s?%sat=%s"
        .formatted(view.org(), view.limit().map(AlertLinks::parameter).orElse(""), view.openedAt());
  }

  private static String parameter(LimitName limit) {
    return "limit=" + Cells.encoded(limit.value()) + "&";
  }
}
