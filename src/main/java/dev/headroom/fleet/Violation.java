package dev.headroom.fleet;

import dev.headroom.org.PlainText;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with an input that a person wrote: a manifest, an event, a parameter.
 *
 * @param path where it stands, {@code orgs[0].auth.clientSecret}
 * @param value what stands there, as text; null when nothing does or when it may be a secret
 * @param problem what is wrong with it
 * @param remedy what to write instead
 * @param line the line of the manifest that it stands on, counted from 1; null for any other input
 *     and where it stands on no line
 */
public record Violation(
    String path, @Nullable String value, String problem, String remedy, @Nullable Integer line) {
  /** Longest path, value and problem, in characters. */
  private static final int MAX_CHARS = 1_000;

  public Violation {
    path = PlainText.of(path, MAX_CHARS);
    value = value == null ? null : PlainText.of(value, MAX_CHARS);
    problem = PlainText.of(problem, MAX_CHARS);
  }

  /** A violation of an input that has no lines. */
  public Violation(String path, @Nullable String value, String problem, String remedy) {
    this(path, value, problem, remedy, null);
  }

  /** On one line, for a terminal. */
  @Override
  public String toString() {
    String where =
        Stream.of(line == null ? "" : "line " + line, value == null ? "" : "found: " + value)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return path + ": " + problem + (where.isEmpty() ? "" : " (" + where + ")") + ". " + remedy;
  }
}
