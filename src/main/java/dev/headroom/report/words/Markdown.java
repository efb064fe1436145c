package dev.headroom.report.words;

import dev.headroom.org.PlainText;
import dev.headroom.report.words.Document.Block;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a document as Markdown (CommonMark, with the tables of GitHub Flavored Markdown). Texts
 * stay texts: nothing that an org or a person wrote becomes markup, an image or a link.
 */
public final class Markdown {
  /** What means something anywhere in a line; a backslash before it makes it text. */
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>|~&]");

  /** What means something at the beginning of a line. */
  private static final Pattern AT_BEGINNING = Pattern.compile("^([-+#=]|\\d{1,9}(?=[.)]))");

  private static final Pattern ADDRESS = Pattern.compile("://|(?i)(?<=www)\\.");

  private Markdown() {}

  /** Returns {@code document}; lines end with a line feed. */
  public static String of(Document document) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(text(document.title())).append("\n\n");
    if (!document.facts().isEmpty()) {
      out.append(
              document.facts().stream()
                  .map(Markdown::text)
                  .reduce((a, b) -> a + " · " + b)
                  .orElse(""))
          .append("\n\n");
    }
    for (Document.Section section : document.sections()) {
      out.append("## ").append(text(section.heading())).append("\n\n");
      section.blocks().forEach(block -> write(block, out));
    }
    out.setLength(out.length() - 1);
    return out.toString();
  }

  private static void write(Block block, StringBuilder out) {
    switch (block) {
      case Block.Text text -> out.append(text(text.text())).append("\n\n");
      case Block.Points points -> {
        int n = 0;
        for (String item : points.items()) {
          n++;
          out.append(points.ordered() ? n + ". " : "- ").append(text(item)).append('\n');
        }
        out.append('\n');
      }
      case Block.Grid grid -> {
        row(grid.columns().stream().map(Document.Column::head).toList(), out);
        out.append('|');
        grid.columns().forEach(column -> out.append(column.numeric() ? " ---: |" : " --- |"));
        out.append('\n');
        grid.rows().forEach(row -> row(row, out));
        out.append('\n');
      }
    }
  }

  private static void row(List<String> cells, StringBuilder out) {
    out.append('|');
    cells.forEach(cell -> out.append(' ').append(text(cell)).append(" |"));
    out.append('\n');
  }

  /** Returns a text on one line that reads as it is written. */
  static String text(String text) {
    String line = PlainText.of(text).strip();
    String escaped = MARKUP.matcher(line).replaceAll("\\\\$0");
    escaped = ADDRESS.matcher(escaped).replaceAll("\\\\$0");
    return AT_BEGINNING
        .matcher(escaped)
        .replaceFirst(
            found ->
                Character.isDigit(found.group().charAt(0))
                    ? found.group() + "\\\\"
                    : "\\\\" + found.group());
  }
}
