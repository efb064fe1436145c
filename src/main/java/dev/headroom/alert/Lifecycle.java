package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of episodes, the same for every rule: it turns a judge's finding into a transition.
 */
final class Lifecycle {
  private Lifecycle() {}

  /**
   * Returns the transition from {@code episode} to the present level; null if there is none.
   *
   * @param episode the open episode of {@code key}; null if none is open
   * @param now the level that holds; null if none does
   * @param reason its cause; on a resolve, why the problem is over
   * @param held what is held from now on
   */
  static @Nullable Transition next(
      AlertKey key,
      @Nullable Episode episode,
      Evidence evidence,
      @Nullable Severity now,
      Reason reason,
      Episode.Held held) {
    Instant slot = evidence.slot();
    if (episode == null) {
      return now == null
          ? null
          : new Transition.Opened(key, Episode.opened(slot, now, reason, held), evidence);
    }
    if (now == null) {
      return new Transition.Resolved(key, episode.resolved(slot, reason), evidence);
    }
    int change = now.compareTo(episode.severity());
    if (change == 0) {
      return null;
    }
    Episode changed = episode.at(slot, now, reason, held);
    return change > 0
        ? new Transition.Escalated(key, changed, evidence, episode.severity())
        : new Transition.DeEscalated(key, changed, evidence, episode.severity());
  }

  /** The same for a rule that holds nothing beyond its level. */
  static @Nullable Transition next(
      AlertKey key,
      @Nullable Episode episode,
      Evidence evidence,
      @Nullable Severity now,
      Reason reason) {
    Episode.Held held =
        now == null ? Episode.Held.NOTHING : Episode.Held.by(reason, now, evidence.slot());
    return next(key, episode, evidence, now, reason, held);
  }
}
