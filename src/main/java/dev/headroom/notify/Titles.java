package dev.headroom.notify;

import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Moments;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.Reading;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says a transition in one sentence, for somebody who was asleep a minute ago. */
final class Titles {
  private Titles() {}

  /** {@code acme-prod: Daily API requests at 82 % of 100,000 (escalation)}, and the like. */
  static String title(Transition transition, String label) {
    String subject = transition.key().org() + ": " + label;
    Evidence evidence = transition.evidence();
    String severity = transition.episode().severity().word();
    return switch (transition) {
      case Transition.Opened o -> subject + level(o.episode(), "at", evidence, severity);
      case Transition.Escalated e ->
          subject
              + level(
                  e.episode(),
                  e.episode().reason() == Reason.PROJECTION ? "at" : "risen to",
                  evidence,
                  severity + ", was " + e.from().word());
      case Transition.DeEscalated d ->
          subject
              + level(
                  d.episode(),
                  d.episode().reason() == Reason.PROJECTION ? "at" : "down to",
                  evidence,
                  severity + ", was " + d.from().word());
      case Transition.Resolved r -> subject + back(evidence, severity);
    };
  }

  private static String level(Episode now, String verb, Evidence evidence, String words) {
    Double percent = evidence.usedPercent();
    Reading reading = evidence.reading();
    if (now.severity() == Severity.EXHAUSTED) {
      return " used up"
          + (reading == null ? "" : ": " + count(reading.used()) + " of " + count(reading.max()))
          + " ("
          + words
          + ")";
    }
    return (percent == null ? "" : " " + verb + " " + percent(percent) + of(reading))
        + end(now, evidence)
        + " ("
        + words
        + ")";
  }

  private static String end(Episode now, Evidence evidence) {
    Foresight.Exhaustion exhaustion = evidence.exhaustion();
    return now.reason() != Reason.PROJECTION || exhaustion == null
        ? ""
        : ", runs out " + Moments.near(exhaustion.at(), evidence.slot()) + " GMT";
  }

  private static String back(Evidence evidence, String severity) {
    Double percent = evidence.usedPercent();
    return percent == null
        ? " no longer limited (resolved, was " + severity + ")"
        : " back to "
            + percent(percent)
            + of(evidence.reading())
            + " (resolved, was "
            + severity
            + ")";
  }

  private static String of(@Nullable Reading reading) {
    return reading == null ? "" : " of " + count(reading.max());
  }

  /** Cut, not rounded: 79.9 % has not reached 80. */
  private static String percent(double percent) {
    return (long) Math.floor(percent + 1e-9) + " %";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
