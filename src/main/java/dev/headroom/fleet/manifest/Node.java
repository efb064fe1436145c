package dev.headroom.fleet.manifest;

import java.util.List;
import java.util.Locale;

/** A piece of the manifest's text, with the line it begins on. */
sealed interface Node {
  /** Returns the line it begins on, counted from 1. */
  int line();

  /**
   * Returns how many pieces it consists of, including itself; an alias counts as what it stands
   * for.
   */
  long weight();

  /** Returns what a person calls it. */
  String word();

  record Mapping(List<Entry> entries, int line, long weight) implements Node {
    @Override
    public String word() {
      return "a mapping";
    }
  }

  record Entry(String name, Node value, int line) {}

  record Sequence(List<Node> items, int line, long weight) implements Node {
    @Override
    public String word() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param kind what YAML 1.1 reads it as
   * @param text as written; without quotes if quoted
   */
  record Scalar(Kind kind, String text, int line) implements Node {
    /** Returns the value of a boolean. */
    boolean isTrue() {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on" -> true;
        default -> false;
      };
    }

    @Override
    public long weight() {
      return 1;
    }

    @Override
    public String word() {
      return switch (kind) {
        case TEXT -> "text";
        case NUMBER -> "a number";
        case BOOLEAN -> "true or false";
        case NOTHING -> "without a value";
      };
    }
  }

  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NOTHING
  }
}
