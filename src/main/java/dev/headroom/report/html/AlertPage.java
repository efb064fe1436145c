package dev.headroom.report.html;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.report.AlertStory;
import dev.headroom.report.AlertStory.Step;
import dev.headroom.report.AlertView;
import dev.headroom.report.Status;
import dev.headroom.report.words.AlertWords;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One alert, ready for its template.
 *
 * @param org empty if it is about none
 * @param orgHref empty likewise
 * @param status {@code open} or {@code resolved}
 * @param whole whether all steps of this episode are still stored
 * @param steps the newest first
 * @param lately the episodes of the last seven days and the one that is shown, the newest first
 * @param messages the address of the messages about it
 * @param json the address of the same for programs
 * @param preview the address of what each kind of target is sent about it; empty where there is no
 *     such page
 * @param note the address of the notes about it; empty if it is about no org
 * @param acknowledged who works on it, in words; empty if nobody said so
 * @param form null if it is resolved, and where pages can change nothing
 */
@RegisterForReflection
public record AlertPage(
    String org,
    String orgHref,
    String title,
    String status,
    Cells.Chip chip,
    AlertCard card,
    boolean whole,
    List<Row> steps,
    List<Past> lately,
    String messages,
    String json,
    String preview,
    String note,
    String acknowledged,
    @Nullable AlertForm form) {

  /**
   * A step.
   *
   * @param chip the severity after it
   * @param happened opened, escalated and the like
   * @param told who was notified of it
   * @param reasons for each target, why it was notified or not; empty if not stored
   */
  @RegisterForReflection
  public record Row(
      Cells.Moment at,
      String happened,
      Cells.Chip chip,
      List<Prose.Part> what,
      String reason,
      String told,
      List<String> reasons,
      boolean untold) {}

  /** An episode. */
  @RegisterForReflection
  public record Past(
      Cells.Chip chip,
      String status,
      Cells.Moment opened,
      String lasted,
      String href,
      boolean chosen) {}

  static AlertPage of(
      AlertStory story,
      AlertStory.Episode episode,
      AlertCard card,
      Function<LimitName, String> labels,
      Site site) {
    AlertView view = episode.view();
    String org = view.org().isFleet() ? "" : view.org().value();
    Instant since = site.now().minus(AlertCards.LATELY);
    return new AlertPage(
        org,
        org.isEmpty() ? "" : AlertLinks.limit(view),
        card.title(),
        view.status(),
        card.chip(),
        card,
        episode.whole(),
        episode.steps().reversed().stream().map(step -> row(step, labels, site)).toList(),
        story.episodes().stream()
            .map(AlertStory.Episode::view)
            .filter(v -> v.openedAt().equals(view.openedAt()) || !ended(v, site).isBefore(since))
            .map(v -> past(v, v.openedAt().equals(view.openedAt()), site.now()))
            .toList(),
        "/inbox?alert=" + view.key(),
        "/api/alerts/" + view.key(),
        site.formToken() == null ? "" : "/alerts/" + view.key() + "/preview",
        org.isEmpty() ? "" : "/orgs/" + org + "/note?alert=" + view.key(),
        acknowledged(episode.held(), site.now()),
        view.isOpen() ? AlertForm.of(view.key(), AlertForm.Entered.NOTHING, site) : null);
  }

  private static String acknowledged(dev.headroom.alert.@Nullable Episode held, Instant now) {
    Acknowledgement given = held == null ? null : held.acknowledged();
    return given == null ? "" : AlertWords.acknowledged(given, now);
  }

  private static Instant ended(AlertView view, Site site) {
    Instant resolvedAt = view.resolvedAt();
    return resolvedAt == null ? site.now() : resolvedAt;
  }

  private static Row row(Step step, Function<LimitName, String> labels, Site site) {
    Transition t = step.transition();
    return new Row(
        Cells.Moment.of(t.evidence().slot(), site.now()),
        t.word(),
        t instanceof Transition.Resolved
            ? Cells.Chip.RESOLVED
            : Cells.Chip.of(Status.of(t.episode().severity())),
        Prose.of(AlertWords.happened(t, labels), site.now()),
        t.episode().reason().word().replace('-', ' '),
        AlertWords.told(step, site.realNow()),
        AlertWords.reasons(step),
        AlertCard.isUntold(step));
  }

  private static Past past(AlertView view, boolean chosen, Instant now) {
    return new Past(
        Cells.Chip.of(Status.of(view.worst())),
        view.status(),
        Cells.Moment.of(view.openedAt(), now),
        AlertCard.lasted(view, now),
        AlertLinks.alert(view),
        chosen);
  }
}
