package dev.headroom.alert;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a group of orgs that stopped reporting together. It is as bad as the worst of its members
 * and over when all of them report again.
 */
public final class GroupJudge {
  private GroupJudge() {}

  /**
   * Returns the transition to {@code now}; empty if nothing has changed.
   *
   * @param episode of the group; null if it is new
   * @param before what the group's last transition was judged on; null if it is new
   */
  public static Optional<Transition> judge(
      AlertKey key,
      @Nullable Episode episode,
      Evidence.@Nullable Group before,
      Evidence.Group now) {
    Severity severity =
        now.members().stream()
            .map(Evidence.Member::episode)
            .filter(Episode::isOpen)
            .map(Episode::severity)
            .reduce(Severity::or)
            .orElse(null);
    Transition next = Lifecycle.next(key, episode, now, severity, Reason.SILENCE);
    if (next != null) {
      return Optional.of(next);
    }
    if (episode == null || before == null || before.members().equals(now.members())) {
      return Optional.empty();
    }
    Episode same = episode.at(now.slot(), episode.severity(), episode.reason(), episode.held());
    return Optional.of(new Transition.Updated(key, same, now));
  }
}
