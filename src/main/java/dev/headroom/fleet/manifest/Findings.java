package dev.headroom.fleet.manifest;

import dev.headroom.fleet.Violation;
import dev.headroom.org.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects violations and warnings, at most {@link #MAX} of each. */
final class Findings {
  /** As many as fit into one answer of a function. */
  static final int MAX = 10_000;

  private static final int MAX_VALUE_CHARS = 100;

  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,9})]");

  private final Node.Mapping document;
  private final IdentityHashMap<Node.Mapping, Map<String, Node.Entry>> members =
      new IdentityHashMap<>();
  private final List<Violation> found = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();
  private long beyond;

  /** Collects findings in {@code document}: each gets the line of its path. */
  Findings(Node.Mapping document) {
    this.document = document;
  }

  /** Adds a violation without a value: there is none, or no single one, or it could be a secret. */
  void add(String path, String problem, String remedy) {
    add(path, null, problem, remedy);
  }

  /**
   * Adds a violation with the value that was written.
   *
   * @param value never that of a member that holds a secret
   */
  void add(String path, @Nullable String value, String problem, String remedy) {
    // No line is looked up beyond the last listed finding.
    add(path, value, problem, remedy, found.size() == MAX ? null : line(path));
  }

  /** Adds a violation on its own line, with the path of what surrounds it. */
  void addOn(int line, String path, String problem, String remedy) {
    add(path, null, problem, remedy, line);
  }

  private void add(
      String path, @Nullable String value, String problem, String remedy, @Nullable Integer line) {
    if (found.size() == MAX) {
      beyond++;
    } else {
      found.add(new Violation(path, value == null ? null : shown(value), problem, remedy, line));
    }
  }

  /**
   * Adds something that breaks nothing, with the value that was written or what may be shown of it.
   */
  void warn(String path, @Nullable String value, String problem, String remedy) {
    if (warnings.size() < MAX) {
      warnings.add(
          new Violation(path, value == null ? null : shown(value), problem, remedy, line(path)));
    }
  }

  /** The line of {@code path}; for something missing, the start of the enclosing mapping. */
  private @Nullable Integer line(String path) {
    Integer line = null;
    Node node = document;
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      Node next = null;
      if (step.group(1) != null && node instanceof Node.Mapping mapping) {
        Node.Entry entry = members(mapping).get(step.group(1));
        if (entry != null) {
          next = entry.value();
          line = entry.line();
        }
      } else if (step.group(2) != null && node instanceof Node.Sequence sequence) {
        int index = Integer.parseInt(step.group(2));
        if (index < sequence.items().size()) {
          next = sequence.items().get(index);
          line = next.line();
        }
      }
      if (next == null) {
        return line;
      }
      node = next;
    }
    return line;
  }

  /** The first member for each name: a large mapping is searched many times. */
  private Map<String, Node.Entry> members(Node.Mapping mapping) {
    return members.computeIfAbsent(
        mapping,
        looked -> {
          Map<String, Node.Entry> byName = new HashMap<>();
          looked.entries().forEach(entry -> byName.putIfAbsent(entry.name(), entry));
          return byName;
        });
  }

  List<Violation> warnings() {
    return List.copyOf(warnings);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Violation> all() {
    List<Violation> all = new ArrayList<>(found);
    if (beyond > 0) {
      all.add(
          new Violation(
              "manifest",
              null,
              "has " + beyond + " violations more than the " + MAX + " listed",
              "Correct those listed first."));
    }
    return all;
  }

  /**
   * The value on one line, shortened, and masked if it looks like a secret pasted in the wrong
   * place.
   */
  private static @Nullable String shown(String value) {
    if (value.contains("-----BEGIN") || value.contains("whsec_")) {
      return null;
    }
    String line = PlainText.of(value).strip();
    if (line.codePointCount(0, line.length()) <= MAX_VALUE_CHARS) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, MAX_VALUE_CHARS)) + "...";
  }
}
