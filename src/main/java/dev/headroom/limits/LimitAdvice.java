package dev.headroom.limits;

import java.util.List;

/**
 * What happens when a limit is used up, and what to do about it.
 *
 * @param consequence one sentence
 * @param steps three sentences, in the order in which they are to be done; empty if nothing is
 *     known
 */
public record LimitAdvice(String consequence, List<String> steps) {
  /** Nothing is known. */
  public static final LimitAdvice NONE = new LimitAdvice("", List.of());

  public LimitAdvice {
    steps = List.copyOf(steps);
  }
}
