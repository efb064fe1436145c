package dev.headroom.report.html;

import dev.headroom.limits.LimitName;
import dev.headroom.report.AlertView;

/** Where an alert is shown: each link opens on its limit and its time. */
final class AlertLinks {
  private AlertLinks() {}

  /** The alert's own page, at this episode. */
  static String alert(AlertView view) {
    return "/alerts/" + view.key() + "?at=" + view.openedAt();
  }

  /** The org's page at the alert's limit and time; at its time alone where it is of no limit. */
  static String limit(AlertView view) {
    return "/orgs/%s?%sat=%s"
        .formatted(view.org(), view.limit().map(AlertLinks::parameter).orElse(""), view.openedAt());
  }

  private static String parameter(LimitName limit) {
    return "limit=" + Cells.encoded(limit.value()) + "&";
  }
}
