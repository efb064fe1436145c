package dev.headroom.report;

import dev.headroom.access.Question;
import dev.headroom.fleet.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a lock-out question out of texts: of a form, or of a command's options. */
public final class LockOutForm {
  /** The members of a question; {@code ranges} is one text. */
  public static final List<String> MEMBERS =
      List.of("kind", "name", "ranges", "mode", "days", "to");

  private LockOutForm() {}

  /**
   * Returns the question.
   *
   * @param members those that were given
   * @param violations receives what cannot be read
   */
  public static Question read(Map<String, String> members, List<Violation> violations) {
    return new Question(
        null,
        members.get("kind"),
        members.get("name"),
        ranges(members.get("ranges")),
        members.get("mode"),
        days(members.get("days"), violations),
        members.get("to"));
  }

  private static @Nullable Integer days(@Nullable String text, List<Violation> violations) {
    if (text == null) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      violations.add(
          new Violation("days", text, "is not a whole number", "Write a number of days, 90 say."));
      return null;
    }
  }

  /** {@code 203.0.113.0/24,198.51.100.1-198.51.100.9}, with commas or on lines of their own. */
  private static @Nullable List<Question.Range> ranges(@Nullable String text) {
    if (text == null) {
      return null;
    }
    List<Question.Range> ranges = new ArrayList<>();
    for (String one : text.split("[,\n]", -1)) {
      String range = one.strip();
      int dash = range.indexOf('-');
      if (range.isEmpty() && text.indexOf('\n') >= 0) {
        continue;
      }
      ranges.add(
          dash < 0
              ? new Question.Range(null, null, range)
              : new Question.Range(
                  range.substring(0, dash).strip(), range.substring(dash + 1).strip(), null));
    }
    return ranges;
  }
}
