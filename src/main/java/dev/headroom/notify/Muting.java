package dev.headroom.notify;

import dev.headroom.alert.Transition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the mute that keeps a transition from being sent. */
@FunctionalInterface
public interface Muting {
  /** Nothing is muted. */
  Muting NONE = (transition, tenant, tags) -> Optional.empty();

  /**
   * Returns the first mute that applies now; empty if none does.
   *
   * @param tenant of the org; null if unknown
   * @param tags of the org
   */
  Optional<Mute> of(Transition transition, @Nullable String tenant, Map<String, String> tags);
}
