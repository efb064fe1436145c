package dev.headroom.report.html;

import dev.headroom.report.TargetLine;
import dev.headroom.report.TargetView;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The targets, ready for their template.
 *
 * @param headline their condition, in one sentence
 */
@RegisterForReflection
public record TargetsPage(String headline, List<Row> rows) {

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

  static TargetsPage of(List<TargetLine> lines, Instant now) {
    return new TargetsPage(
        headline(lines.size(), lines.stream().filter(line -> line.view().isHeld()).count()),
        lines.stream().map(line -> row(line, now)).toList());
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
      return total == 1 ? "The target takes messages" : "All " + total + " targets take messages";
    }
    return held
        + " of "
        + total
        + (held == 1 ? " targets takes" : " targets take")
        + " no messages";
  }
}
