package dev.headroom.fleet;

import dev.headroom.org.PlainText;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with input written by a person: a manifest, an event, a parameter.
 *
 * @param path where it is, {@code orgs[0].auth.clientSecret}
 * @param value what is there, as text; null if nothing is or if it may be a secret
 * @param problem what is wrong with it
 * @param remedy what to write instead
 * @param line the line of the manifest, counted from 1; null for any other input and if it is on no
 *     line
 */
public record Violation(
    String path, @Nullable String value, String problem, String remedy, @Nullable Integer line) {
  /** The longest path, value and problem, in characters. */
  private static final int MAX_CHARS = 1_000;

  public Violation {
    path = PlainText.of(path, MAX_CHARS);
    value = value == null ? null : PlainText.of(value, MAX_CHARS);
    problem = PlainText.of(problem, MAX_CHARS);
  }

  /** Creates a violation for input that has no lines. */
  public Violation(String path, @Nullable String value, String problem, String remedy) {
    this(path, value, problem, remedy, null);
  }

  /** Returns the violation on one line, for a terminal. */
  @Override
  public String toString() {
    String where =
        Stream.of(line == null ? "" : "line " + line, value == null ? "" : "found: " + value)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return path + ": " + problem + (where.isEmpty() ? "" : " (" + where + ")") + ". " + remedy;
  }
}
