package dev.headroom.report.json;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Facts;
import dev.headroom.report.AlertStory;
import dev.headroom.report.AlertView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The form of one alert in the JSON API: its episodes, and what became of every message. */
public final class AlertJson {
  private AlertJson() {}

  /**
   * An alert.
   *
   * @param acknowledged by whom, when and until when; null if nobody did, and once it is resolved
   */
  public record Alert(
      String key,
      @Nullable String org,
      @Nullable String limit,
      ApiJson.Subject subject,
      String rule,
      String status,
      @Nullable Map<String, @Nullable Object> acknowledged,
      List<Episode> episodes,
      List<Delivered> deliveries) {}

  /**
   * One episode.
   *
   * @param complete whether all of its transitions are still stored
   */
  public record Episode(
      String openedAt,
      @Nullable String resolvedAt,
      String status,
      String severity,
      String worst,
      String reason,
      boolean complete,
      List<Step> transitions) {}

  /**
   * A transition.
   *
   * @param severity the level after it; on a resolve, the one before
   * @param told how it was notified: undecided, told, together, muted, unseen or nobody
   * @param why by target, why it was notified, or not
   * @param whyNobody why no target was notified; null if one was, or if {@code why} says it
   * @param used null, like the two after it, if it is not about numbers
   */
  public record Step(
      String at,
      String transition,
      String severity,
      @Nullable String previousSeverity,
      String reason,
      String title,
      @Nullable Long used,
      @Nullable Long max,
      @Nullable Double usedPercent,
      @Nullable Foreseen projection,
      String told,
      Map<String, String> why,
      @Nullable String whyNobody) {}

  public record Foreseen(String at, String earliest, String latest, double probability) {}

  /**
   * A message to a target. Its times are real time.
   *
   * @param at of the transition, which belongs to the episode that opened at {@code openedAt}
   * @param status null if what became of it is no longer stored
   * @param settledAt when it was delivered or given up; null before that, and if that was not
   *     stored
   */
  public record Delivered(
      String openedAt,
      String at,
      String transition,
      String target,
      @Nullable String type,
      @Nullable String status,
      int attempts,
      @Nullable String createdAt,
      @Nullable String settledAt,
      @Nullable String nextAttemptAt,
      @Nullable String why,
      boolean maybeReceived) {}

  /**
   * Returns the alert of {@code story}.
   *
   * @param titles describes a transition in one sentence
   */
  public static Alert of(AlertStory story, Function<Transition, String> titles) {
    AlertView newest = story.episodes().getFirst().view();
    dev.headroom.alert.Episode held = story.episodes().getFirst().held();
    Acknowledgement given = held == null ? null : held.acknowledged();
    return new Alert(
        newest.key(),
        newest.org().isFleet() ? null : newest.org().value(),
        newest.limit().map(LimitName::value).orElse(null),
        new ApiJson.Subject(newest.subject().kind(), newest.subjectId()),
        newest.rule(),
        newest.status(),
        given == null ? null : Facts.acknowledged(given),
        story.episodes().stream().map(episode -> episode(episode, titles)).toList(),
        story.episodes().stream()
            .flatMap(
                episode ->
                    episode.steps().stream()
                        .flatMap(step -> step.told().stream().map(told -> told(step, told))))
            .toList());
  }

  private static Episode episode(AlertStory.Episode episode, Function<Transition, String> titles) {
    AlertView view = episode.view();
    return new Episode(
        view.openedAt().toString(),
        text(view.resolvedAt()),
        view.status(),
        view.severity().word(),
        view.worst().word(),
        view.reason(),
        episode.whole(),
        episode.steps().stream().map(step -> step(step, titles)).toList());
  }

  private static Step step(AlertStory.Step step, Function<Transition, String> titles) {
    Transition t = step.transition();
    Evidence.Use use = t.evidence() instanceof Evidence.Use u ? u : null;
    Reading reading = use == null ? null : use.reading();
    Foresight.Exhaustion foreseen = t.foreseen();
    Severity previous = t.previousSeverity();
    return new Step(
        t.evidence().slot().toString(),
        t.word(),
        t.episode().severity().word(),
        previous == null ? null : previous.word(),
        t.episode().reason().word(),
        titles.apply(t),
        reading == null ? null : (Long) reading.used(),
        reading == null ? null : (Long) reading.max(),
        use == null ? null : use.usedPercent(),
        foreseen == null
            ? null
            : new Foreseen(
                foreseen.at().toString(),
                foreseen.earliest().toString(),
                foreseen.latest().toString(),
                foreseen.probability()),
        step.telling().name().toLowerCase(Locale.ROOT),
        why(step),
        step.nobody());
  }

  private static Map<String, String> why(AlertStory.Step step) {
    Map<String, String> why = new LinkedHashMap<>();
    step.why().forEach((target, reason) -> why.put(target.value(), reason));
    return why;
  }

  private static Delivered told(AlertStory.Step step, AlertStory.Told told) {
    Transition t = step.transition();
    Delivery delivery = told.delivery();
    Delivery.Problem problem = delivery == null ? null : delivery.problem();
    return new Delivered(
        t.episode().openedAt().toString(),
        t.evidence().slot().toString(),
        t.word(),
        told.target().value(),
        told.type(),
        delivery == null ? null : delivery.status().word(),
        delivery == null ? 0 : delivery.attempts(),
        delivery == null ? null : ApiJson.millis(delivery.createdAt()),
        delivery == null || delivery.settledAt() == null
            ? null
            : ApiJson.millis(delivery.settledAt()),
        delivery == null || delivery.status() != Delivery.Status.PENDING
            ? null
            : ApiJson.millis(delivery.due()),
        problem == null ? null : problem.detail(),
        delivery != null && delivery.mayHaveBeenReceived());
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
