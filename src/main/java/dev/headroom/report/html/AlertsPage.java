package dev.headroom.report.html;

import dev.headroom.alert.Rule;
import dev.headroom.alert.Subject;
import dev.headroom.report.AlertView;
import dev.headroom.report.Status;
import dev.headroom.report.Untold;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, ready for their template.
 *
 * @param all whether resolved ones are shown too
 * @param more how many there are beyond those shown
 */
@RegisterForReflection
public record AlertsPage(boolean all, List<Cells.Choice> choices, List<Row> rows, int more) {
  private static final int MAX_ROWS = 500;

  /**
   * One episode.
   *
   * @param chip how bad it is; once resolved, how bad it was at its worst
   * @param status {@code open} or {@code resolved}
   * @param was how bad an open one was at its worst, if it is better now; otherwise empty
   * @param org empty if it is about none
   * @param orgHref empty likewise
   * @param limit what it is about
   * @param href the alert's own page, at this episode
   * @param lasted how long it lasted, or has lasted
   * @param told the address of the messages about it
   * @param notTold which targets have not received its present state, and why; empty if all have
   */
  @RegisterForReflection
  public record Row(
      Cells.Chip chip,
      String status,
      String was,
      String org,
      String orgHref,
      String limit,
      String href,
      String reason,
      Cells.Moment opened,
      Cells.Moment updated,
      Cells.@Nullable Moment resolved,
      String lasted,
      String told,
      String notTold) {}

  static AlertsPage of(
      List<AlertView> alerts, Untold.Snapshot untold, int open, boolean all, Instant now) {
    return new AlertsPage(
        all,
        List.of(
            new Cells.Choice("Open (" + open + ")", "/alerts", !all),
            new Cells.Choice("Open and resolved", "/alerts?state=all", all)),
        alerts.stream().limit(MAX_ROWS).map(a -> row(a, untold.of(a), now)).toList(),
        Math.max(0, alerts.size() - MAX_ROWS));
  }

  private static Row row(AlertView alert, List<Untold.Target> untold, Instant now) {
    Instant resolvedAt = alert.resolvedAt();
    boolean ofOrg = !alert.org().isFleet();
    String org = ofOrg ? alert.org().value() : "";
    return new Row(
        Cells.Chip.of(Status.of(alert.isOpen() ? alert.severity() : alert.worst())),
        alert.status(),
        alert.isOpen() && alert.severity() != alert.worst() ? alert.worst().word() : "",
        org,
        ofOrg ? AlertLinks.limit(alert) : "",
        about(alert),
        AlertLinks.alert(alert),
        alert.reason(),
        Cells.Moment.of(alert.openedAt(), now),
        Cells.Moment.of(alert.updatedAt(), now),
        resolvedAt == null ? null : Cells.Moment.of(resolvedAt, now),
        lasted(Duration.between(alert.openedAt(), resolvedAt == null ? now : resolvedAt)),
        "/inbox?alert=" + alert.key(),
        untold.stream()
            .map(target -> target.target() + " (" + target.status() + ")")
            .collect(Collectors.joining(", ")));
  }

  /** Returns what an alert is about, in a few words. */
  public static String about(AlertView alert) {
    String rule = alert.rule().replace('-', ' ');
    if (alert.rule().equals(Rule.USAGE.word())) {
      return alert.subjectId();
    }
    return alert.subject() instanceof Subject.WholeOrg ? rule : rule + ": " + alert.subjectId();
  }

  private static String lasted(Duration length) {
    return length.isNegative() ? "0 min" : Figures.length(length);
  }
}
