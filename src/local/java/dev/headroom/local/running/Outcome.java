package dev.headroom.local.running;

import dev.headroom.fleet.Violation;
import java.util.List;

/**
 * The result of an {@link Order}.
 *
 * @param violations everything that is wrong, by member; if there is any, there is no text
 * @param text for standard output, without a line break at its end
 * @param unknown the requested action or members that this version does not have; if there are any,
 *     nothing was done
 */
public record Outcome(List<Violation> violations, String text, List<String> unknown) {
  public Outcome {
    violations = List.copyOf(violations);
    unknown = List.copyOf(unknown);
  }

  /** It was done, or answered. */
  public static Outcome of(String text) {
    return new Outcome(List.of(), text, List.of());
  }

  /** It was not done. */
  public static Outcome wrong(List<Violation> violations) {
    return new Outcome(violations, "", List.of());
  }

  /** It was not understood, as when a later version asks. */
  public static Outcome unknown(List<String> words) {
    return new Outcome(List.of(), "", words);
  }
}
