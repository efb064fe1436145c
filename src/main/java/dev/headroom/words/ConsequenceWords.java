package dev.headroom.words;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.org.Margin;
import org.jspecify.annotations.Nullable;

/**
 * Says what happens when an org has no API calls left, which depends on its edition (Salesforce App
 * Limits Cheat Sheet, API Request Limits and Allocations).
 */
public final class ConsequenceWords {
  private static final String REFUSED =
      "every new call of every integration is refused (403 REQUEST_LIMIT_EXCEEDED)";
  private static final String UNTIL =
      " Calls are accepted again as those of 24 hours before leave the window.";

  private ConsequenceWords() {}

  /**
   * Returns what happens when the limit of a transition runs out, or that it has; null on a
   * resolve, and if nothing is known of the org's edition.
   */
  public static @Nullable String of(Transition transition) {
    return transition.evidence() instanceof Evidence.Use use
            && use.margin() != null
            && !(transition instanceof Transition.Resolved)
        ? of(use.margin(), transition.episode().severity(), use.reading() == null)
        : null;
  }

  private static String of(Margin margin, Severity severity, boolean isRefused) {
    if (isRefused) {
      return "It is used up, and " + REFUSED + "." + UNTIL;
    }
    boolean isOut = severity == Severity.EXHAUSTED;
    return switch (margin) {
      case NONE ->
          (isOut ? "Hard limit, used up: " : "Hard limit: once it is used up, ")
              + REFUSED
              + "."
              + UNTIL;
      case SOME ->
          (isOut ? "Soft limit, used up: " : "Soft limit: once it is used up, ")
              + "some more calls are let through, up to a cap that Salesforce does not publish;"
              + " then "
              + REFUSED
              + ". A trial has no such margin.";
    };
  }
}
