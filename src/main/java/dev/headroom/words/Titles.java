package dev.headroom.words;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes a transition in one sentence, for someone who was asleep a minute ago. */
public final class Titles {
  /** How many names are given; the rest is counted. */
  private static final int MAX_NAMES = 3;

  private Titles() {}

  /**
   * Returns {@code acme-prod: Daily API requests at 82 % of 100,000 (escalation)}, and the like.
   */
  public static String title(Transition transition, Function<LimitName, String> labels) {
    Instant another = transition.anotherOrgSince();
    String sentence = sentence(transition, labels);
    return PlainText.of(another == null ? sentence : sentence + "; " + Moments.anotherOrg(another));
  }

  private static String sentence(Transition transition, Function<LimitName, String> labels) {
    AlertKey key = transition.key();
    return switch (transition.evidence()) {
      case Evidence.Use use -> key.org() + ": " + use(transition, use, labels);
      case Evidence.Silence s ->
          (key.org().isFleet() ? "Fleet" : key.org()) + ": " + silence(transition, s);
      case Evidence.Vanished v ->
          key.org() + ": " + vanished(transition, v, labels) + severity(transition);
      case Evidence.RefusedTarget t ->
          "Target " + key.subject().id() + refused(transition, t) + severity(transition);
      case Evidence.Budget b ->
          key.org() + ": " + BudgetWords.title(transition, b) + severity(transition);
      case Evidence.Finding f ->
          key.org()
              + ": "
              + f.title()
              // Others say themselves why they are over.
              + (transition instanceof Transition.Resolved && key.rule().equals(Rule.ADVICE)
                  ? ": no longer found"
                  : "")
              + severity(transition);
      case Evidence.Group g -> group(key, g) + severity(transition);
      case Evidence.Other o when key.rule().equals(Rule.TEST) ->
          "Test of target "
              + key.subject().id()
              + (transition instanceof Transition.Resolved
                  ? " is over"
                  : ": nothing is wrong, and this message arrived")
              + severity(transition);
      case Evidence.Other o ->
          "%s: %s of %s %s%s"
              .formatted(
                  key.org().isFleet() ? "Fleet" : key.org(),
                  key.rule().word(),
                  key.subject().kind(),
                  key.subjectId(),
                  severity(transition));
    };
  }

  private static String severity(Transition transition) {
    String now = transition.episode().severity().word();
    return switch (transition) {
      case Transition.Opened o -> " (" + now + ")";
      case Transition.Updated u -> " (" + now + ")";
      case Transition.Escalated e -> " (" + now + ", was " + e.from().word() + ")";
      case Transition.DeEscalated d -> " (" + now + ", was " + d.from().word() + ")";
      case Transition.Reminded r ->
          " ("
              + now
              + ", still open since "
              + Moments.near(r.episode().openedAt(), r.evidence().slot())
              + " GMT)";
      case Transition.Acknowledged a -> " (" + now + ", " + given(a) + ")";
      case Transition.Resolved r -> " (resolved, was " + now + ")";
    };
  }

  /** {@code acknowledged by Ann}, {@code snoozed until 08:00 GMT by Ann}. */
  private static String given(Transition.Acknowledged acknowledged) {
    Acknowledgement given = acknowledged.given();
    Instant until = given.until();
    return until == null
        ? "acknowledged by " + given.by()
        : "snoozed until %s GMT by %s"
            .formatted(Moments.near(until, acknowledged.evidence().slot()), given.by());
  }

  private static String use(
      Transition transition, Evidence.Use use, Function<LimitName, String> labels) {
    Episode episode = transition.episode();
    String severity = severity(transition);
    boolean projected = episode.reason().equals(Reason.PROJECTION);
    String label = transition.key().limit().map(labels).orElse(transition.key().subject().id());
    return label
        + switch (transition) {
          case Transition.Opened o -> level(episode, "at", use, severity);
          case Transition.Updated u -> level(episode, "at", use, severity);
          case Transition.Escalated e ->
              level(episode, projected ? "at" : "risen to", use, severity);
          case Transition.DeEscalated d ->
              level(episode, projected ? "at" : "down to", use, severity);
          case Transition.Reminded r -> level(episode, "at", use, severity);
          case Transition.Acknowledged a -> level(episode, "at", use, severity);
          case Transition.Resolved r -> over(episode, use) + severity;
        };
  }

  private static String level(Episode now, String verb, Evidence.Use use, String severity) {
    Double percent = use.usedPercent();
    Reading reading = use.reading();
    if (now.severity() == Severity.EXHAUSTED) {
      return " used up"
          + (reading == null ? "" : ": " + count(reading.used()) + " of " + count(reading.max()))
          + severity;
    }
    return (percent == null ? "" : " " + verb + " " + percent(percent) + of(reading))
        + end(now, use)
        + severity;
  }

  private static String end(Episode now, Evidence.Use use) {
    Foresight.Exhaustion exhaustion = use.exhaustion();
    if (now.reason().equals(Reason.JUMP) && use.rise() != null) {
      return ", " + jump(use.rise(), use.slot());
    }
    return !now.reason().equals(Reason.PROJECTION) || exhaustion == null
        ? ""
        : ", " + ProjectionWords.end(exhaustion.at(), exhaustion.probability(), use.slot());
  }

  /** {@code up 12,000 in 15 minutes}. */
  public static String jump(Evidence.Rise rise, Instant slot) {
    return "up %s in %s"
        .formatted(count(rise.by()), Figures.length(Duration.between(rise.since(), slot)));
  }

  private static String over(Episode episode, Evidence.Use use) {
    if (episode.reason().equals(Reason.NO_LONGER_REPORTED)) {
      return " is no longer reported by the org";
    }
    if (episode.reason().equals(Reason.REMOVED)) {
      return " is no longer watched: the org left the fleet";
    }
    Double percent = use.usedPercent();
    return percent == null
        ? " no longer limited"
        : " back to " + percent(percent) + of(use.reading());
  }

  private static String silence(Transition transition, Evidence.Silence silence) {
    String severity = severity(transition);
    if (transition.episode().reason().equals(Reason.REMOVED)) {
      return "no longer watched: the org left the fleet" + severity;
    }
    if (silence.problem() == null) {
      return "reporting again" + severity;
    }
    return "not reporting"
        + since(silence.since(), silence.slot())
        + severity
        + ": "
        + silence.problem();
  }

  private static String since(@Nullable Instant since, Instant slot) {
    return since == null ? "" : " since " + Moments.near(since, slot) + " GMT";
  }

  private static String vanished(
      Transition transition, Evidence.Vanished vanished, Function<LimitName, String> labels) {
    String names =
        vanished.limits().stream().limit(MAX_NAMES).map(labels).collect(Collectors.joining(", "));
    int more = vanished.limits().size() - MAX_NAMES;
    if (transition.episode().reason().equals(Reason.REMOVED)) {
      return names + " no longer watched: the org left the fleet";
    }
    String all = more > 0 ? names + " and " + more + " more" : names;
    boolean one = vanished.limits().size() == 1;
    if (!(transition instanceof Transition.Resolved)) {
      return all + (one ? " is" : " are") + " no longer reported by the org";
    }
    if (transition.episode().reason().equals(Reason.VANISHED)) {
      return all + (one ? " is" : " are") + " reported again";
    }
    return all + " not reported for too long to be judged";
  }

  private static String refused(Transition transition, Evidence.RefusedTarget target) {
    if (!(transition instanceof Transition.Resolved)) {
      String state = target.disabled() ? " is disabled" : " refuses messages";
      return target.why() == null ? state : state + ": " + target.why();
    }
    return transition.episode().reason().equals(Reason.REMOVED)
        ? " was removed"
        : " takes messages again";
  }

  private static String group(AlertKey key, Evidence.Group group) {
    String what =
        key.subject() instanceof Subject.Group g ? g.by().word() + " " + g.name() : "the fleet";
    String since =
        key.subject() instanceof Subject.Group g
            ? " since " + Moments.near(g.opened(), group.slot()) + " GMT"
            : "";
    int all = group.members().size();
    long silent = group.silent();
    if (silent == 0) {
      return all + " orgs of " + what + " are reporting again";
    }
    return silent == all
        ? all + " orgs of " + what + " not reporting" + since
        : silent + " of " + all + " orgs of " + what + " still not reporting" + since;
  }

  private static String of(@Nullable Reading reading) {
    return reading == null ? "" : " of " + count(reading.max());
  }

  /** Truncated, not rounded: 79.9 % has not reached 80. */
  private static String percent(double percent) {
    return (long) Math.floor(percent + 1e-9) + " %";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
