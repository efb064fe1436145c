package dev.headroom.report.html;

import dev.headroom.report.Parameters;
import dev.headroom.report.TargetLine;
import dev.headroom.report.TargetView;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The targets, ready for their template.
 *
 * @param headline their condition, in one sentence
 * @param heads of the columns, which sort
 */
@RegisterForReflection
public record TargetsPage(String headline, List<Sorting.Head> heads, List<Row> rows) {

  /**
   * One target.
   *
   * @param since null while it is ok
   * @param why null while it is ok
   * @param lastSuccess null if it never accepted a message
   * @param resume the command that retries it at once; null while it is ok
   */
  @RegisterForReflection
  public record Row(
      String target,
      String type,
      Cells.Chip chip,
      Cells.@Nullable Moment since,
      @Nullable String why,
      Cells.@Nullable Moment lastSuccess,
      String backlog,
      @Nullable String resume) {}

  /** How targets are sorted. */
  static Sorting<TargetLine> order(Parameters parameters) {
    return Sorting.of(
        parameters,
        "target",
        List.of(
            Sorting.Column.of("target", "Target", Comparator.comparing(t -> t.view().target())),
            Sorting.Column.of(
                    "status",
                    "Status",
                    Comparator.comparing((TargetLine line) -> line.view().status()))
                .highestFirst(),
            Sorting.Column.of("since", "Since", byTime(line -> line.view().since()))
                .highestFirst()
                .knownIf(line -> line.view().since() != null),
            Sorting.Column.of("success", "Last success", byTime(TargetLine::lastSuccess))
                .highestFirst()
                .knownIf(line -> line.lastSuccess() != null),
            Sorting.Column.of(
                    "waiting",
                    "Waiting",
                    Comparator.comparingLong((TargetLine line) -> line.backlog()).reversed())
                .highestFirst()
                .asNumber(),
            Sorting.Column.plain("Why")));
  }

  private static Comparator<TargetLine> byTime(Function<TargetLine, @Nullable Instant> time) {
    return Comparator.<TargetLine, Instant>comparing(
            line -> Objects.requireNonNullElse(time.apply(line), Instant.MIN))
        .reversed();
  }

  static TargetsPage of(List<TargetLine> lines, Sorting<TargetLine> order, Instant now) {
    return new TargetsPage(
        headline(lines.size(), lines.stream().filter(line -> line.view().isHeld()).count()),
        order.heads(word -> "/targets" + (word.isEmpty() ? "" : "?sort=" + word)),
        order.sorted(lines).stream().map(line -> row(line, now)).toList());
  }

  private static Row row(TargetLine line, Instant now) {
    TargetView view = line.view();
    Instant since = view.since();
    Instant lastSuccess = line.lastSuccess();
    return new Row(
        view.target().value(),
        view.type(),
        Cells.Chip.of(view.status()),
        since == null ? null : Cells.Moment.of(since, now),
        view.why(),
        lastSuccess == null ? null : Cells.Moment.of(lastSuccess, now),
        Figures.number(line.backlog()),
        view.isHeld() ? "manage resume " + view.target() : null);
  }

  private static String headline(int total, long held) {
    if (total == 0) {
      return "No targets: nobody is notified";
    }
    if (held == 0) {
      return total == 1
          ? "The target accepts notifications"
          : "All " + total + " targets accept notifications";
    }
    return held
        + " of "
        + total
        + (held == 1 ? " targets does" : " targets do")
        + " not accept notifications";
  }
}
