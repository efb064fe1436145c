package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One problem with everything that is stored about its course: why it opened, what happened since,
 * and who was notified.
 *
 * @param key what it is about
 * @param episodes the newest opening first; 1 or more
 */
public record AlertStory(AlertKey key, List<Episode> episodes) {
  public AlertStory {
    episodes = List.copyOf(episodes);
  }

  /**
   * One episode.
   *
   * @param held what holds it open now; null if it is resolved
   * @param steps in time order; empty if none is stored any more
   * @param whole whether all of its steps are stored
   */
  public record Episode(
      AlertView view, dev.headroom.alert.@Nullable Episode held, List<Step> steps, boolean whole) {
    public Episode {
      steps = List.copyOf(steps);
    }

    /** Returns its last step; empty if none is stored any more. */
    public Optional<Step> last() {
      return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }
  }

  /**
   * A transition, and who was notified of it.
   *
   * @param told by target; without targets that the viewer may not see
   * @param why by target, why it is notified or not; likewise
   * @param nobody why no target is notified; null if one is, or if {@code why} says it for each
   */
  public record Step(
      OutboxId id,
      Transition transition,
      Telling telling,
      List<Told> told,
      SortedMap<TargetId, String> why,
      @Nullable String nobody) {
    public Step {
      told = List.copyOf(told);
      why = Collections.unmodifiableSortedMap(new TreeMap<>(why));
    }

    /** Creates a step without reasons. */
    public Step(OutboxId id, Transition transition, Telling telling, List<Told> told) {
      this(id, transition, telling, told, new TreeMap<>(), null);
    }
  }

  /** How a transition was notified. */
  public enum Telling {
    /** It is not decided yet who is notified. */
    UNDECIDED,
    /** To targets. */
    TOLD,
    /** To targets, in one message together with other orgs. */
    TOGETHER,
    /** To nobody, because it is muted. */
    MUTED,
    /** To targets that the viewer may not see. */
    UNSEEN,
    /** To nobody: no route leads to a target that may be notified. */
    NOBODY
  }

  /**
   * A target, and what became of the message to it.
   *
   * @param type as in the manifest; null if the manifest no longer has the target
   * @param delivery null if it is no longer stored: then its outcome is unknown
   */
  public record Told(TargetId target, @Nullable String type, @Nullable Delivery delivery) {}

  /**
   * Returns the episode that had opened by {@code time}, or the first one that is stored; the last
   * of all if no time is given.
   */
  public Episode at(@Nullable Instant time) {
    return time == null
        ? episodes.getFirst()
        : episodes.stream()
            .filter(episode -> !episode.view().openedAt().isAfter(time))
            .findFirst()
            .orElseGet(episodes::getLast);
  }
}
