package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One problem with all that is kept of its course: why it opened, what it did since, and who was
 * told.
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
   * @param held what holds it open now; null when it is resolved
   * @param steps in the order of time; empty when none is kept any more
   * @param whole whether all of its steps are kept
   */
  public record Episode(
      AlertView view, dev.headroom.alert.@Nullable Episode held, List<Step> steps, boolean whole) {
    public Episode {
      steps = List.copyOf(steps);
    }

    /** Its last step; empty when none is kept any more. */
    public Optional<Step> last() {
      return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }
  }

  /**
   * A transition, and who was told of it.
   *
   * @param told by target; what the asker may not see is not in it
   */
  public record Step(OutboxId id, Transition transition, Telling telling, List<Told> told) {
    public Step {
      told = List.copyOf(told);
    }
  }

  /** How a transition was told. */
  public enum Telling {
    /** It is not decided yet who is told. */
    UNDECIDED,
    /** To targets. */
    TOLD,
    /** To targets, in one message with those of other orgs. */
    TOGETHER,
    /** To targets that the asker does not see. */
    UNSEEN,
    /** To nobody: no route leads to a target. */
    NOBODY
  }

  /**
   * A target, and what became of the message to it.
   *
   * @param type as the manifest has it; null when the manifest has the target no more
   * @param delivery null when it is no longer kept: then nobody knows
   */
  public record Told(TargetId target, @Nullable String type, @Nullable Delivery delivery) {}

  /**
   * The episode that had opened by {@code time}, or the first one that is kept; the last of all
   * when no time is asked for.
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
