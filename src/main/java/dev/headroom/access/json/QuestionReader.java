package dev.headroom.access.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.access.Question;
import dev.headroom.access.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a lock-out {@link Question} out of JSON, and reports every member of a wrong shape. */
public final class QuestionReader {
  /** The members of a question. */
  public static final List<String> MEMBERS =
      List.of("id", "kind", "name", "ranges", "mode", "days", "to");

  private static final Set<String> RANGE_MEMBERS = Set.of("start", "end", "cidr");
  private static final String RANGE_REMEDY = "Write {start, end} or {cidr}.";

  private final List<Remark> violations;

  private QuestionReader(List<Remark> violations) {
    this.violations = violations;
  }

  /**
   * Returns the question in {@code node}, an object.
   *
   * @param violations gets what is wrong with its shape; what it means is judged later
   */
  public static Question read(JsonNode node, List<Remark> violations) {
    QuestionReader reader = new QuestionReader(violations);
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        reader.wrong(
            member.getKey(),
            "is not a member of a question",
            "Write one of " + String.join(", ", MEMBERS) + ".");
      }
    }
    return new Question(
        reader.text(node, "id"),
        reader.text(node, "kind"),
        reader.text(node, "name"),
        reader.ranges(node.path("ranges")),
        reader.text(node, "mode"),
        reader.days(node.path("days")),
        reader.text(node, "to"));
  }

  private void wrong(String path, String problem, String remedy) {
    violations.add(new Remark(path, null, problem, remedy));
  }

  private @Nullable String text(JsonNode node, String name) {
    return text(node.path(name), name, "Write it as text.");
  }

  private @Nullable String text(JsonNode value, String path, String remedy) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (!value.isMissingNode() && !value.isNull()) {
      wrong(path, "is not text", remedy);
    }
    return null;
  }

  private @Nullable Integer days(JsonNode value) {
    if (value.isInt()) {
      return value.intValue();
    }
    if (!value.isMissingNode() && !value.isNull()) {
      wrong("days", "is not a whole number", "Write a number of days, 90 say.");
    }
    return null;
  }

  private @Nullable List<Question.Range> ranges(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isArray()) {
      wrong("ranges", "is not a list", "Write a list of " + RANGE_REMEDY.substring(6));
      return null;
    }
    List<Question.Range> ranges = new ArrayList<>();
    for (JsonNode one : value) {
      String path = "ranges[" + ranges.size() + "]";
      if (!one.isObject()) {
        wrong(path, "is not an object", RANGE_REMEDY);
      }
      for (Map.Entry<String, JsonNode> member : one.properties()) {
        if (!RANGE_MEMBERS.contains(member.getKey())) {
          wrong(path + "." + member.getKey(), "is not a member of a range", RANGE_REMEDY);
        }
      }
      ranges.add(
          new Question.Range(
              text(one.path("start"), path + ".start", RANGE_REMEDY),
              text(one.path("end"), path + ".end", RANGE_REMEDY),
              text(one.path("cidr"), path + ".cidr", RANGE_REMEDY)));
    }
    return ranges;
  }
}
