package dev.headroom.fleet;

import dev.headroom.org.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with an input that a person wrote: a manifest, an event, a parameter.
 *
 * @param path where it stands, {@code orgs[0].auth.clientSecret}
 * @param value what stands there, as text; null when nothing does or when it may be a secret
 * @param problem what is wrong with it
 * @param remedy what to write instead
 */
public record Violation(String path, @Nullable String value, String problem, String remedy) {
  /** Longest path, value and problem, in characters. */
  private static final int MAX_CHARS = 1_000;

  public Violation {
    path = PlainText.of(path, MAX_CHARS);
    value = value == null ? null : PlainText.of(value, MAX_CHARS);
    problem = PlainText.of(problem, MAX_CHARS);
  }

  /** On one line, for a terminal. */
  @Override
  public String toString() {
    return path + ": " + problem + (value == null ? "" : " (found: " + value + ")") + ". " + remedy;
  }
}
