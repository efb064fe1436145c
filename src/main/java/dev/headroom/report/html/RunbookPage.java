package dev.headroom.report.html;

import dev.headroom.report.words.Document;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A runbook, ready to be written out.
 *
 * @param markdown the address of the same as Markdown
 * @param noting the form for a note; null where pages can change nothing
 */
@RegisterForReflection
public record RunbookPage(
    String org,
    String title,
    List<String> facts,
    List<Section> sections,
    String markdown,
    NotePage.@Nullable Form noting) {

  /** A part with a heading. */
  @RegisterForReflection
  public record Section(String id, String heading, List<Block> blocks) {}

  /**
   * A paragraph, a list or a table.
   *
   * @param text of a paragraph; empty if it is none
   * @param points of a list that is not numbered
   * @param steps of a numbered list
   * @param heads of a table; empty if it is none
   */
  @RegisterForReflection
  public record Block(
      String text,
      List<String> points,
      List<String> steps,
      List<Head> heads,
      List<List<Cell>> rows) {}

  /** The head of a column. */
  @RegisterForReflection
  public record Head(String text, boolean numeric) {}

  /**
   * A cell.
   *
   * @param head of its column
   * @param first whether it names its row
   */
  @RegisterForReflection
  public record Cell(String text, String head, boolean numeric, boolean first) {}

  static RunbookPage of(String org, Document document, NotePage.@Nullable Form noting) {
    return new RunbookPage(
        org,
        document.title(),
        document.facts(),
        document.sections().stream()
            .map(
                section ->
                    new Section(
                        section.id(),
                        section.heading(),
                        section.blocks().stream().map(RunbookPage::block).toList()))
            .toList(),
        "/orgs/" + org + "/runbook.md",
        noting);
  }

  private static Block block(Document.Block block) {
    return switch (block) {
      case Document.Block.Text text ->
          new Block(text.text(), List.of(), List.of(), List.of(), List.of());
      case Document.Block.Points points ->
          points.ordered()
              ? new Block("", List.of(), points.items(), List.of(), List.of())
              : new Block("", points.items(), List.of(), List.of(), List.of());
      case Document.Block.Grid grid ->
          new Block(
              "",
              List.of(),
              List.of(),
              grid.columns().stream().map(c -> new Head(c.head(), c.numeric())).toList(),
              grid.rows().stream().map(row -> row(grid.columns(), row)).toList());
    };
  }

  private static List<Cell> row(List<Document.Column> columns, List<String> row) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Document.Column column = columns.get(i);
      cells.add(new Cell(row.get(i), column.head(), column.numeric(), i == 0));
    }
    return cells;
  }
}
