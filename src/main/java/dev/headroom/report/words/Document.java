package dev.headroom.report.words;

import java.util.List;

/**
 * A text with headings, independent of how it is written out. All texts in it are plain: whoever
 * writes it out escapes them.
 *
 * @param title its heading
 * @param facts short facts below the title
 */
public record Document(String title, List<String> facts, List<Section> sections) {
  public Document {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /**
   * A part with a heading of its own.
   *
   * @param id identifies it within the document; a word of lower-case letters and hyphens
   */
  public record Section(String id, String heading, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }

  /** Something below a heading. */
  public sealed interface Block {
    /** A paragraph. */
    record Text(String text) implements Block {}

    /**
     * A list.
     *
     * @param ordered whether its order matters, so that it is numbered
     */
    record Points(List<String> items, boolean ordered) implements Block {
      public Points {
        items = List.copyOf(items);
      }
    }

    /** A table; each row has a cell for each column. */
    record Grid(List<Column> columns, List<List<String>> rows) implements Block {
      public Grid {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
      }
    }
  }

  /**
   * A column.
   *
   * @param numeric whether it holds numbers, which are aligned at the right
   */
  public record Column(String head, boolean numeric) {
    static Column of(String head) {
      return new Column(head, false);
    }

    static Column number(String head) {
      return new Column(head, true);
    }
  }
}
