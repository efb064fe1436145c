package dev.headroom.cycle.tell;

import dev.headroom.alert.Transition;
import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Mutes;
import dev.headroom.notify.Muting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mutes of the manifest and those that operators ordered. They apply by the fleet's clock, or
 * by a transition's slot where that lies ahead of it.
 */
public final class ActiveMutes {
  private final FleetStore fleet;
  private final Mutes mutes;
  private final InstantSource clock;

  /**
   * Uses these stores.
   *
   * @param clock the fleet's clock
   */
  public ActiveMutes(FleetStore fleet, Mutes mutes, InstantSource clock) {
    this.fleet = fleet;
    this.mutes = mutes;
    this.clock = clock;
  }

  /** Returns what is muted, by the mutes as they are now. */
  Muting now() {
    List<Mute> all =
        Stream.concat(fleet.settings().telling().mutes().stream(), mutes.all().stream()).toList();
    Instant now = clock.instant();
    return all.isEmpty() ? Muting.NONE : (t, tenant, tags) -> first(all, now, t, tenant, tags);
  }

  private static Optional<Mute> first(
      List<Mute> all,
      Instant now,
      Transition transition,
      @Nullable String tenant,
      Map<String, String> tags) {
    Instant slot = transition.evidence().slot();
    Instant moment = slot.isAfter(now) ? slot : now;
    return all.stream()
        .filter(mute -> mute.isActive(moment) && mute.covers(transition, tenant, tags))
        .findFirst();
  }

  /** Where what was muted waits. */
  Mutes waiting() {
    return mutes;
  }

  /** Returns the time by which mutes apply. */
  Instant time() {
    return clock.instant();
  }
}
