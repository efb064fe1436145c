package dev.headroom.report.words;

import dev.headroom.org.Margin;
import dev.headroom.org.OrgProfile;
import dev.headroom.report.Runbook;
import dev.headroom.report.UsageView;
import dev.headroom.report.words.Document.Block;
import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.CapacityPlan.Needs;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.Waste;
import dev.headroom.words.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what happens when an org has no API calls left, and what to do then (Salesforce App Limits
 * Cheat Sheet, API Request Limits and Allocations).
 */
final class ShortageWords {
  /** So many integrations are named. */
  private static final int MAX_NAMED = 3;

  private static final Duration DAY = Duration.ofDays(1);

  private ShortageWords() {}

  /** Returns what happens. */
  static List<Block> consequences(Runbook book) {
    return List.of(
        new Block.Points(
            List.of(
                limit(book.profile()),
                "What stops: every new REST, SOAP and Bulk API call of every integration is refused"
                    + " with HTTP 403 REQUEST_LIMIT_EXCEEDED, all at once. "
                    + first(book),
                "What goes on: people in the browser and in the Salesforce mobile app, Apex and"
                    + " flows inside the org, and the delivery of events to those already"
                    + " subscribed, which has limits of its own.",
                "How it ends: there is no hour of reset. Calls are accepted again as those of 24"
                    + " hours before leave the window, or once an add-on is active.",
                "Headroom's own reading is refused too. It counts that as used up, and alerts."),
            false));
  }

  private static String limit(@Nullable OrgProfile profile) {
    if (profile == null) {
      return "Hard or soft limit: not known, because the org has not said its edition yet. Plan for"
          + " a hard one.";
    }
    String edition = profile.edition();
    if (profile.margin() == Margin.SOME) {
      return "Soft limit: a paid %s org may go over its allocation for a while, up to a hard cap that"
              .formatted(edition)
          + " Salesforce does not publish. Do not plan with it. A trial has no margin.";
    }
    return (profile.sandbox()
            ? "Hard limit: a sandbox (%s) has no margin. The first call over the allocation is"
                + " refused."
            : "Hard limit: %s has no margin. The first call over the allocation is refused.")
        .formatted(edition);
  }

  private static String first(Runbook book) {
    List<CapacityPlan.Part> parts = callers(book);
    if (parts.isEmpty()) {
      return "Which integration notices first is not known: no event log file was read.";
    }
    CapacityPlan.Part busiest = parts.getFirst();
    String rest =
        parts.size() < 2
            ? ""
            : ", then "
                + RunbookWords.and(
                    parts.subList(1, Math.min(MAX_NAMED, parts.size())).stream()
                        .map(CapacityPlan.Part::name)
                        .toList());
    return "%s notices first: on a typical day it calls every %s%s."
        .formatted(busiest.name(), every(busiest.typical()), rest);
  }

  private static String every(long perDay) {
    long seconds = DAY.toSeconds() / Math.max(1, perDay);
    return seconds < 1
        ? "fraction of a second"
        : seconds < 120 ? seconds + " s" : Figures.length(Duration.ofSeconds(seconds));
  }

  /** Those that continue to call, the largest typical day first. */
  private static List<CapacityPlan.Part> callers(Runbook book) {
    return book.usage().plan().parts().stream()
        .filter(part -> !part.id().equals(CapacityPlan.UNEXPLAINED) && part.typical() > 0)
        .toList();
  }

  /** Returns what to do, in order. */
  static List<Block> steps(Runbook book) {
    List<String> steps = new ArrayList<>();
    steps.add(
        "Find out who is using it now: the org's page shows the forecast and the main callers, its"
            + " usage page the hours. A program that calls more than on its usual day comes"
            + " first.");
    steps.add(stop(book));
    steps.add(
        "Hold back batches that have not started. A call that is not made now is missing from the"
            + " count for the next 24 hours.");
    worst(book).ifPresent(steps::add);
    steps.add(buy(book.usage().plan().needs()));
    steps.add(
        "Do not retry refused calls in a loop: Salesforce lets them in only as the window moves"
            + " on.");
    steps.add("Afterwards, write down what it was and what helped, for the next one on call.");
    return List.of(new Block.Points(steps, true));
  }

  private static String stop(Runbook book) {
    List<CapacityPlan.Part> parts = callers(book);
    if (parts.isEmpty()) {
      return "Ask the owners of the integrations which of them can wait. Who calls how much is not"
          + " known yet.";
    }
    List<String> asked = new ArrayList<>();
    for (CapacityPlan.Part part : parts.subList(0, Math.min(MAX_NAMED, parts.size()))) {
      asked.add(
          "%s (%s a day%s)"
              .formatted(
                  part.name(),
                  Figures.number(part.typical()),
                  book.usage()
                      .integration(part.id())
                      .map(UsageView.Line::rule)
                      .flatMap(ShortageWords::whom)
                      .map(whom -> ", " + whom)
                      .orElse(", owner not known")));
    }
    return "Have the largest one that can wait paused or slowed down: "
        + RunbookWords.and(asked)
        + ".";
  }

  /** Who runs an integration, and how to reach them. */
  static Optional<String> whom(IntegrationRule rule) {
    String owner = rule.owner();
    String contact = rule.contact();
    if (owner == null) {
      return Optional.ofNullable(contact);
    }
    return Optional.of(contact == null ? owner : owner + " at " + contact);
  }

  private static Optional<String> worst(Runbook book) {
    return CallerWords.waste(book).stream()
        .filter(waste -> waste.perDay() > 0)
        .findFirst()
        .map(waste -> worst(book, waste));
  }

  private static String worst(Runbook book, Waste waste) {
    return "Act on the largest saving: %s makes about %s avoidable calls a day (%s). %s"
        .formatted(
            book.usage().name(waste.integration()),
            Figures.number(waste.perDay()),
            waste.pattern().word().replace('-', ' '),
            waste.pattern().instead());
  }

  private static String buy(@Nullable Needs needs) {
    return "If it will not last, buy calls: ask the Salesforce account executive for an API call"
        + " add-on"
        + (needs == null
            ? "."
            : " of %s calls a day, which the capacity plan needs."
                .formatted(Figures.number(needs.addOn())));
  }
}
