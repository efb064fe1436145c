package dev.headroom.report.words;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Closing;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.report.AlertStory.Step;
import dev.headroom.report.AlertStory.Telling;
import dev.headroom.report.AlertStory.Told;
import dev.headroom.words.Figures;
import dev.headroom.words.Moments;
import dev.headroom.words.ProjectionWords;
import dev.headroom.words.Titles;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes what happened to an alert, what closes it and who was notified. Times are UTC. */
public final class AlertWords {
  private static final Pattern SEVERITY =
      Pattern.compile(" \\((?:attention|escalation|exhausted|resolved)(?:, was [a-z]+)?\\)(?=$|:)");

  private AlertWords() {}

  /**
   * Returns what happened at a transition, without its severity: {@code 83.3 % used (83,333 of
   * 100,000)}.
   *
   * @param labels names of limits in plain words
   */
  public static String happened(Transition transition, Function<LimitName, String> labels) {
    Reason reason = transition.episode().reason();
    if (!(transition.evidence() instanceof Evidence.Use use)
        || reason.equals(Reason.REMOVED)
        || reason.equals(Reason.NO_LONGER_REPORTED)) {
      return withoutContext(Titles.title(transition, labels), transition);
    }
    Double percent = use.usedPercent();
    if (percent == null) {
      return transition instanceof Transition.Resolved
          ? "no longer limited"
          : "Salesforce refused a call because the limit was used up";
    }
    if (transition instanceof Transition.Acknowledged acknowledged) {
      return acknowledged(acknowledged.given(), use.slot());
    }
    String back = transition instanceof Transition.Resolved ? "back to " : "";
    Foresight.Exhaustion foreseen = transition.foreseen();
    return back
        + used(percent, use.reading())
        + (foreseen != null && reason.equals(Reason.PROJECTION)
            ? "; " + ProjectionWords.why(foreseen, use.slot())
            : "")
        + (reason.equals(Reason.JUMP) && use.rise() != null
            ? "; " + Titles.jump(use.rise(), use.slot())
            : "");
  }

  /** Without the org before it and the severity in it, which stand beside it. */
  private static String withoutContext(String title, Transition transition) {
    String org = transition.key().org() + ": ";
    String alone = title.startsWith(org) ? title.substring(org.length()) : title;
    return SEVERITY.matcher(alone).replaceFirst("");
  }

  /**
   * Returns who works on an alert: {@code Acknowledged by Ann at 10:05}, {@code Snoozed until Mon
   * 08:00 by Ann at 10:05}.
   *
   * @param now the fleet's time
   */
  public static String acknowledged(Acknowledgement given, Instant now) {
    Instant until = given.until();
    return "%s by %s at %s"
        .formatted(
            until == null ? "Acknowledged" : "Snoozed until " + Moments.near(until, now),
            given.by(),
            Moments.near(given.at(), now));
  }

  /** {@code 83.3 % used (83,333 of 100,000)}. */
  public static String used(double percent, @Nullable Reading reading) {
    return Figures.percent(percent) + " used" + (reading == null ? "" : " (" + of(reading) + ")");
  }

  private static String of(Reading reading) {
    return Figures.number(reading.used()) + " of " + Figures.number(reading.max());
  }

  /**
   * Returns what closes an open alert, as a sentence; empty if unknown.
   *
   * @param severity its present severity
   * @param closing null unless it is about the levels of a limit
   */
  public static String closes(AlertKey key, Severity severity, @Nullable Closing closing) {
    Rule rule = key.rule();
    if (closing != null) {
      return closes(severity, closing);
    }
    if (rule.equals(Rule.NOT_REPORTING)) {
      return key.subject() instanceof Subject.Finding
          ? "Closes once every event log file is read again."
          : "Closes with the next reading.";
    }
    if (rule.equals(Rule.VANISHED)) {
      return "Closes when the org reports the limit again.";
    }
    if (rule.equals(Rule.ACCESS)) {
      return "Closes at the first audit that finds none of it, or when the manifest accepts it.";
    }
    if (rule.equals(Rule.BUDGET)) {
      return "Closes with a day on which the integration stays below 75 % of its budget.";
    }
    if (rule.equals(Rule.ADVICE)) {
      return "Closes when the pattern was not found on seven days in a row.";
    }
    if (rule.equals(Rule.ALLOCATION)) {
      return "Closes by itself a day after the change.";
    }
    return rule.equals(Rule.TARGET) ? "Closes when the target takes a message." : "";
  }

  private static String closes(Severity severity, Closing closing) {
    Closing.Use use = closing.use();
    Closing.Forecast forecast = closing.forecast();
    String end =
        Stream.of(
                use == null ? "" : below(use),
                forecast == null ? "" : quiet(forecast),
                closing.jumpedAt() == null ? "" : "after an hour without another jump")
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(" and "));
    if (end.isEmpty()) {
      return "";
    }
    end = "closes " + end;
    Closing.Use lower = closing.lower();
    return lower == null
        ? sentence(end)
        : sentence(
            "drops to %s %s; %s"
                .formatted(
                    severity == Severity.EXHAUSTED ? "escalation" : "attention",
                    below(lower),
                    end));
  }

  private static String below(Closing.Use use) {
    Long places = use.belowUsed();
    String level = places == null ? percent(use.belowPercent()) : Figures.number(places);
    return use.heldFor().isZero()
        ? "below " + level
        : "after %s below %s".formatted(length(use.heldFor()), level);
  }

  private static String quiet(Closing.Forecast forecast) {
    return "when, for %s, it has not been expected to run out within %s"
        .formatted(length(forecast.heldFor()), length(forecast.beyond()));
  }

  private static String length(Duration length) {
    return length.equals(Duration.ofHours(1)) ? "an hour" : Figures.length(length);
  }

  private static String percent(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() + " %";
  }

  /**
   * Returns who was notified of a transition, and whether it arrived: {@code Delivered: chat
   * (slack) at 01:58; pager (pagerduty) failed: 400 routing_key is invalid.}
   *
   * @param now real time
   */
  public static String told(Step step, Instant now) {
    return switch (step.telling()) {
      case UNDECIDED -> "Not decided yet.";
      case NOBODY -> nobody(step);
      case MUTED -> "Nobody, because it is " + plain(mutedBy(step)) + ".";
      case UNSEEN -> "None of the targets that you see.";
      case TOLD -> delivered(step.told(), now);
      case TOGETHER -> "In one message with other orgs. " + delivered(step.told(), now);
    };
  }

  private static String nobody(Step step) {
    String reason = step.nobody();
    return reason != null
        ? "Nobody: " + reason + "."
        : step.why().isEmpty()
            ? "Nobody: no route leads to a target."
            : "Nobody: " + String.join("; ", reasons(step)) + ".";
  }

  private static String mutedBy(Step step) {
    return step.why().values().stream().filter(Decision::isMuted).findFirst().orElse("muted");
  }

  private static String plain(String reason) {
    return reason.replaceFirst("[.\\s]+$", "");
  }

  /**
   * Returns for each target why it is notified of a step or not: {@code chat: routes[1] leads to
   * it}; of a muted step only what its mute does not say.
   */
  public static List<String> reasons(Step step) {
    return step.why().entrySet().stream()
        .filter(why -> step.telling() != Telling.MUTED || !Decision.isMuted(why.getValue()))
        .map(why -> why.getKey() + ": " + plain(why.getValue()))
        .toList();
  }

  private static String delivered(List<Told> told, Instant now) {
    String there =
        told.stream()
            .filter(AlertWords::isDelivered)
            .map(one -> name(one) + " " + outcome(one, now))
            .collect(Collectors.joining(", "));
    String others =
        told.stream()
            .filter(one -> !isDelivered(one))
            .map(one -> name(one) + " " + outcome(one, now))
            .collect(Collectors.joining("; "));
    String all =
        there.isEmpty() ? others : "Delivered: " + there + (others.isEmpty() ? "" : "; " + others);
    return all.isEmpty() ? "Nobody." : sentence(all);
  }

  private static boolean isDelivered(Told told) {
    Delivery delivery = told.delivery();
    return delivery != null && delivery.status() == Delivery.Status.DELIVERED;
  }

  /** {@code chat (slack)}. */
  public static String name(Told told) {
    return told.type() == null
        ? told.target() + " (no longer a target)"
        : told.target() + " (" + told.type() + ")";
  }

  /**
   * Returns what became of a message, to follow its target's name: {@code at 01:58}, {@code is held
   * since 01:58: 400 routing_key is invalid}.
   *
   * @param now real time
   */
  public static String outcome(Told told, Instant now) {
    Delivery delivery = told.delivery();
    if (delivery == null) {
      return "is not known: the record is no longer kept";
    }
    return switch (delivery.status()) {
      case DELIVERED ->
          at(delivery.settledAt(), now, "at a time that was not kept") + note(delivery);
      case PENDING -> pending(delivery, now);
      case PARKED -> "is held" + since(delivery, now) + why(delivery);
      case OVERTAKEN -> "was not notified: it was over before that";
      case NOT_NEEDED -> "was not notified: it never heard of the opening";
      case REJECTED -> "failed" + at(delivery, now) + why(delivery);
      case FAILED, DISABLED -> "given up" + at(delivery, now) + why(delivery) + maybe(delivery);
    };
  }

  private static String note(Delivery delivery) {
    Delivery.Problem problem = delivery.problem();
    return problem == null ? "" : " (" + plain(problem.detail()) + ")";
  }

  private static String pending(Delivery delivery, Instant now) {
    if (delivery.problem() == null) {
      return "is about to be notified";
    }
    return "failed%s%s, next attempt %s%s"
        .formatted(
            delivery.attempts() > 1 ? " " + delivery.attempts() + " times" : "",
            why(delivery),
            delivery.due().isAfter(now) ? "at " + time(delivery.due(), now) : "now",
            maybe(delivery));
  }

  private static String maybe(Delivery delivery) {
    return delivery.mayHaveBeenReceived() ? " (an attempt may have arrived)" : "";
  }

  private static String since(Delivery delivery, Instant now) {
    Delivery.Problem problem = delivery.problem();
    return problem == null ? "" : " since " + time(problem.since(), now);
  }

  private static String at(Delivery delivery, Instant now) {
    return at(delivery.settledAt(), now, "").replaceFirst("^(?=.)", " ");
  }

  private static String at(@Nullable Instant at, Instant now, String unknown) {
    return at == null ? unknown : "at " + time(at, now);
  }

  private static String time(Instant at, Instant now) {
    return Figures.time(at, now);
  }

  private static String why(Delivery delivery) {
    Delivery.Problem problem = delivery.problem();
    return problem == null ? "" : ": " + problem.detail().replaceFirst("[.\\s]+$", "");
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
