package dev.headroom.report.html;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Closing;
import dev.headroom.alert.Episode.Held;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.alert.Yardstick;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Delivery;
import dev.headroom.report.AlertStory;
import dev.headroom.report.AlertStory.Step;
import dev.headroom.report.AlertStory.Telling;
import dev.headroom.report.AlertView;
import dev.headroom.report.LimitView;
import dev.headroom.report.Status;
import dev.headroom.report.words.AlertNames;
import dev.headroom.report.words.AlertWords;
import dev.headroom.words.ConsequenceWords;
import dev.headroom.words.CulpritWords;
import dev.headroom.words.Figures;
import dev.headroom.words.ForecastWords;
import dev.headroom.words.ProjectionWords;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why an alert was raised, and whether it is over: ready for its template.
 *
 * @param id of the card on its page
 * @param chip how bad it is; once resolved, how bad it was at its worst
 * @param title what it is about
 * @param href the alert's own page
 * @param chart the org's page with the chart of its limit; empty if it is about no limit
 * @param access the org's page of API access, at the findings; empty if it is not about that
 * @param lasted how long it lasted, or has lasted
 * @param levels the levels that it reached, with their times and values; empty if not stored
 * @param why what gave it the severity that it has now, of a resolved one the worst that it had;
 *     empty if not stored
 * @param callers the integrations behind it, as its newest transition that names any says; empty if
 *     none does
 * @param over whether it is over
 * @param closes what closes it; empty once it is over, and if unknown
 * @param consequence what happens when the limit runs out, which depends on the org's edition;
 *     empty likewise
 * @param worst the worst that it was; empty if that is what it is now
 * @param ahead the forecast, with its likelihood; empty if there is none
 * @param sure whether that is likely
 * @param told which targets have its present state; empty if not stored
 * @param untold whether a target should have it and does not
 * @param now the fleet's time
 */
@RegisterForReflection
public record AlertCard(
    String id,
    Cells.Chip chip,
    String title,
    String href,
    String chart,
    String access,
    Cells.Moment opened,
    Cells.@Nullable Moment resolved,
    String lasted,
    List<Level> levels,
    String why,
    String callers,
    String over,
    String closes,
    String consequence,
    String worst,
    String ahead,
    boolean sure,
    String told,
    boolean untold,
    Instant now) {
  private static final int ID_LENGTH = 12;

  /** A level that was reached. */
  @RegisterForReflection
  public record Level(Cells.Chip chip, Cells.Moment at, String value) {}

  /**
   * What is known now in addition to the story.
   *
   * @param limit null if it is not about a limit of an existing org
   * @param yardstick null likewise
   * @param outcome the forecast of the limit; null if there is none
   * @param slot the slot of the forecast
   * @param peak the highest use of the episode in words; empty if it was not looked for
   * @param labels names of limits in plain words
   * @param now the fleet's time
   * @param realNow the time of deliveries
   */
  record Now(
      @Nullable LimitView limit,
      @Nullable Yardstick yardstick,
      @Nullable Outcome outcome,
      Instant slot,
      String peak,
      Function<LimitName, String> labels,
      Instant now,
      Instant realNow) {}

  static AlertCard of(AlertStory story, AlertStory.Episode episode, Now now) {
    AlertView view = episode.view();
    Instant resolvedAt = view.resolvedAt();
    Step last = episode.last().orElse(null);
    boolean open = view.isOpen();
    return new AlertCard(
        "alert-%s-%d"
            .formatted(view.key().substring(0, ID_LENGTH), view.openedAt().getEpochSecond()),
        Cells.Chip.of(Status.of(open ? view.severity() : view.worst())),
        AlertNames.of(view, now.labels(), last == null ? null : last.transition().evidence()),
        href(view),
        view.limit().isEmpty() ? "" : AlertLinks.limit(view) + "#chart",
        story.key().rule().equals(Rule.ACCESS) ? AlertLinks.limit(view) : "",
        Cells.Moment.of(view.openedAt(), now.now()),
        resolvedAt == null ? null : Cells.Moment.of(resolvedAt, now.now()),
        lasted(view, now.now()),
        levels(episode, now),
        why(episode, now),
        callers(episode),
        open ? stillOpen(view, now) : isOver(view, last, now),
        open ? closes(story.key(), episode, now) : "",
        open && last != null
            ? Objects.requireNonNullElse(ConsequenceWords.of(last.transition()), "")
            : "",
        worst(view, now),
        open && now.outcome() != null && now.limit() != null
            ? ForecastWords.outlook(now.outcome(), now.limit().info().window(), now.slot())
            : "",
        now.outcome() != null && ProjectionWords.isLikely(now.outcome().projection().probability()),
        last == null ? "" : AlertWords.told(last, now.realNow()),
        last != null && isUntold(last),
        now.now());
  }

  /** A sentence of this card, with its times marked. */
  public List<Prose.Part> timed(String sentence) {
    return Prose.of(sentence, now);
  }

  static String href(AlertView view) {
    return AlertLinks.alert(view);
  }

  static String lasted(AlertView view, Instant now) {
    Instant end = view.resolvedAt() == null ? now : view.resolvedAt();
    Duration length = Duration.between(view.openedAt(), end);
    return length.isNegative() ? "0 min" : Figures.length(length);
  }

  /** The first time that it reached each level. */
  private static List<Level> levels(AlertStory.Episode episode, Now now) {
    List<Level> levels = new ArrayList<>();
    Severity highest = null;
    for (Step step : episode.steps()) {
      Severity severity = step.transition().episode().severity();
      if (!(step.transition() instanceof Transition.Resolved)
          && (highest == null || severity.compareTo(highest) > 0)) {
        highest = severity;
        levels.add(
            new Level(
                Cells.Chip.of(Status.of(severity)),
                Cells.Moment.of(step.transition().evidence().slot(), now.now()),
                AlertWords.happened(step.transition(), now.labels())));
      }
    }
    return levels;
  }

  /** The last step of an open one, which gave it its severity; else what made it its worst. */
  private static String why(AlertStory.Episode episode, Now now) {
    AlertView view = episode.view();
    return episode.steps().stream()
        .map(Step::transition)
        .filter(t -> !(t instanceof Transition.Resolved))
        .filter(t -> view.isOpen() || t.episode().severity() == view.worst())
        .reduce((first, next) -> view.isOpen() ? next : first)
        .map(t -> AlertWords.happened(t, now.labels()))
        .orElse("");
  }

  /** The integrations that the newest transition with culprits names. */
  private static String callers(AlertStory.Episode episode) {
    return episode.steps().reversed().stream()
        .map(step -> step.transition().evidence())
        .filter(Evidence.Use.class::isInstance)
        .map(Evidence.Use.class::cast)
        .filter(Evidence.Use::hasCallers)
        .findFirst()
        .map(CulpritWords::list)
        .orElse("");
  }

  private static String stillOpen(AlertView view, Now now) {
    LimitView limit = now.limit();
    if (limit == null || !view.rule().equals(Rule.USAGE.word())) {
      return "No.";
    }
    Reading reading = limit.reading();
    Double percent = limit.usedPercent();
    return reading == null || percent == null
        ? "Nobody knows: there is no current reading."
        : "No: %s now.".formatted(AlertWords.used(percent, reading));
  }

  private static String isOver(AlertView view, @Nullable Step last, Now now) {
    String end =
        last != null && last.transition() instanceof Transition.Resolved
            ? ": " + AlertWords.happened(last.transition(), now.labels())
            : "";
    LimitView limit = now.limit();
    Double percent = limit == null ? null : limit.usedPercent();
    return "Yes%s.%s"
        .formatted(
            end,
            limit == null || percent == null || !view.rule().equals(Rule.USAGE.word())
                ? ""
                : " Now " + AlertWords.used(percent, limit.reading()) + ".");
  }

  private static String closes(AlertKey key, AlertStory.Episode episode, Now now) {
    Yardstick yardstick = now.yardstick();
    dev.headroom.alert.Episode stored = episode.held();
    Held held = stored == null ? null : stored.held();
    return AlertWords.closes(
        key,
        episode.view().severity(),
        held == null || yardstick == null || !key.rule().equals(Rule.USAGE)
            ? null
            : Closing.of(held, yardstick, now.limit() == null ? null : now.limit().lastKnown()));
  }

  private static String worst(AlertView view, Now now) {
    String severity = view.isOpen() && view.severity() == view.worst() ? "" : view.worst().word();
    return severity.isEmpty() || now.peak().isEmpty()
        ? severity + now.peak()
        : severity + "; " + now.peak();
  }

  static boolean isUntold(Step step) {
    return step.telling() == Telling.NOBODY
        || step.told().stream()
            .map(AlertStory.Told::delivery)
            .anyMatch(
                d ->
                    d != null
                        && (d.status().isTrouble()
                            || (d.status() == Delivery.Status.PENDING && d.problem() != null)));
  }
}
