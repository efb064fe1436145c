package dev.headroom.report.html;

import dev.headroom.report.AlertView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Status;
import dev.headroom.report.Untold;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, ready for their template.
 *
 * @param all whether resolved ones are shown too
 * @param heads of the columns, which sort
 * @param rows those that are not advice
 * @param more how many there are beyond those shown
 * @param advice those about what could be saved
 * @param moreAdvice how many of these are not shown
 */
@RegisterForReflection
public record AlertsPage(
    boolean all,
    List<Cells.Choice> choices,
    List<Sorting.Head> heads,
    List<Row> rows,
    int more,
    List<Row> advice,
    int moreAdvice) {
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

  /** How alerts are sorted. */
  static Sorting<AlertView> order(Parameters parameters, Instant now) {
    return Sorting.of(
        parameters,
        "severity",
        List.of(
            Sorting.Column.of(
                "org",
                "Org and subject",
                Comparator.comparing(AlertView::org).thenComparing(AlertView::subjectId)),
            Sorting.Column.of("severity", "Severity", AlertView.WORST_FIRST).highestFirst(),
            Sorting.Column.plain("State"),
            Sorting.Column.of(
                    "opened", "Opened", Comparator.comparing(AlertView::openedAt).reversed())
                .highestFirst(),
            Sorting.Column.of(
                    "changed", "Last change", Comparator.comparing(AlertView::updatedAt).reversed())
                .highestFirst(),
            Sorting.Column.of(
                    "duration",
                    "Duration",
                    Comparator.comparing((AlertView alert) -> length(alert, now)).reversed())
                .highestFirst(),
            Sorting.Column.plain("Notifications")));
  }

  private static Duration length(AlertView alert, Instant now) {
    Instant resolvedAt = alert.resolvedAt();
    return Duration.between(alert.openedAt(), resolvedAt == null ? now : resolvedAt);
  }

  /**
   * The page of these alerts.
   *
   * @param open how many are open, without advice
   * @param about what an alert is about, in a few words
   */
  static AlertsPage of(
      List<AlertView> alerts,
      Sorting<AlertView> order,
      Untold.Snapshot untold,
      int open,
      boolean all,
      Function<AlertView, String> about,
      Instant now) {
    List<AlertView> sorted = order.sorted(alerts);
    List<AlertView> problems = sorted.stream().filter(a -> !a.isAdvice()).toList();
    List<AlertView> advice = sorted.stream().filter(AlertView::isAdvice).toList();
    Function<List<AlertView>, List<Row>> rows =
        some -> some.stream().limit(MAX_ROWS).map(a -> row(a, untold.of(a), about, now)).toList();
    return new AlertsPage(
        all,
        List.of(
            new Cells.Choice("Open (" + open + ")", "/alerts", !all),
            new Cells.Choice("Open and resolved", "/alerts?state=all", all)),
        order.heads(word -> address(all, word)),
        rows.apply(problems),
        Math.max(0, problems.size() - MAX_ROWS),
        rows.apply(advice),
        Math.max(0, advice.size() - MAX_ROWS));
  }

  private static String address(boolean all, String sort) {
    return "/alerts"
        + (all ? "?state=all" : "")
        + (sort.isEmpty() ? "" : (all ? "&" : "?") + "sort=" + sort);
  }

  private static Row row(
      AlertView alert, List<Untold.Target> untold, Function<AlertView, String> about, Instant now) {
    Instant resolvedAt = alert.resolvedAt();
    boolean ofOrg = !alert.org().isFleet();
    String org = ofOrg ? alert.org().value() : "";
    return new Row(
        Cells.Chip.of(Status.of(alert.isOpen() ? alert.severity() : alert.worst())),
        alert.status(),
        alert.isOpen() && alert.severity() != alert.worst() ? alert.worst().word() : "",
        org,
        ofOrg ? AlertLinks.limit(alert) : "",
        about.apply(alert),
        AlertLinks.alert(alert),
        alert.reason(),
        Cells.Moment.of(alert.openedAt(), now),
        Cells.Moment.of(alert.updatedAt(), now),
        resolvedAt == null ? null : Cells.Moment.of(resolvedAt, now),
        lasted(length(alert, now)),
        "/inbox?alert=" + alert.key(),
        untold.stream()
            .map(target -> target.target() + " (" + target.status() + ")")
            .collect(Collectors.joining(", ")));
  }

  private static String lasted(Duration length) {
    return length.isNegative() ? "0 min" : Figures.length(length);
  }
}
