package dev.headroom.notify.http;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a person is shown beside the title, for receivers that accept one text: one line per fact.
 */
public final class Lines {
  private Lines() {}

  /**
   * Returns the facts, the slot and the page, in plain text.
   *
   * @param mostCharsEach a longer fact is cut
   */
  public static String of(Notification n, int mostCharsEach) {
    return String.join("\n", list(n, mostCharsEach, UnaryOperator.identity()));
  }

  /** Returns the same as a Markdown list, in which nothing of a fact is read as markup. */
  public static String markdown(Notification n, int mostCharsEach) {
    return String.join(
        "\n", list(n, mostCharsEach, Lines::escaped).stream().map(line -> "- " + line).toList());
  }

  private static List<String> list(Notification n, int mostCharsEach, UnaryOperator<String> form) {
    List<String> lines = new ArrayList<>();
    for (Facts.Shown fact : Facts.of(n).shown()) {
      lines.add(fact.label().word() + ": " + form.apply(Texts.cut(fact.text(), mostCharsEach)));
    }
    lines.add("Read for: " + n.transition().evidence().slot());
    if (n.page() != null) {
      lines.add("Open in Headroom: " + n.page());
    }
    return lines;
  }

  /**
   * Escapes every CommonMark character with a backslash (spec.commonmark.org, "Backslash escapes").
   */
  static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]()<>#+!|~&@-])", "\\\\$1");
  }
}
