package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which targets have not received the present state of an alert. Only troubled deliveries are read,
 * never every alert.
 */
public final class Untold {
  private static final int MOST = 500;

  private final Deliveries deliveries;
  private final Outbox outbox;
  private final Map<OutboxId, Optional<Episode>> episodes = new ConcurrentHashMap<>();

  private record Episode(String key, Instant openedAt) {}

  /** Uses these ports. */
  public Untold(Deliveries deliveries, Outbox outbox) {
    this.deliveries = deliveries;
    this.outbox = outbox;
  }

  /**
   * A target that was not notified.
   *
   * @param status of the delivery: parked, rejected, failed or disabled
   * @param why for a person
   */
  public record Target(String target, String status, String why) {}

  /** What is known at one moment. */
  public static final class Snapshot {
    /** No target is known to be missing a message. */
    public static final Snapshot NOTHING = new Snapshot();

    private final Map<Episode, List<Target>> targets = new HashMap<>();

    private Snapshot() {}

    /** Returns what several of them know together. */
    public static Snapshot of(Collection<Snapshot> all) {
      Snapshot together = new Snapshot();
      for (Snapshot one : all) {
        one.targets.forEach(
            (episode, missing) ->
                together.targets.computeIfAbsent(episode, e -> new ArrayList<>()).addAll(missing));
      }
      return together;
    }

    /**
     * Returns the targets that have not received the state of the episode of {@code alert}, by id.
     */
    public List<Target> of(AlertView alert) {
      return targets.getOrDefault(new Episode(alert.key(), alert.openedAt()), List.of());
    }
  }

  /** Returns what the newest 500 troubled deliveries say about the targets that {@code isSeen}. */
  public Snapshot now(Predicate<TargetId> isSeen) {
    Snapshot snapshot = new Snapshot();
    for (Delivery delivery : deliveries.troubled(MOST)) {
      // If another delivery follows, that one has the present state.
      if (delivery.next() == null && isSeen.test(delivery.target())) {
        episode(delivery.outbox())
            .ifPresent(
                episode ->
                    snapshot
                        .targets
                        .computeIfAbsent(episode, e -> new ArrayList<>())
                        .add(target(delivery)));
      }
    }
    snapshot.targets.values().forEach(list -> list.sort(Comparator.comparing(Target::target)));
    return snapshot;
  }

  private static Target target(Delivery delivery) {
    Delivery.Problem problem = delivery.problem();
    return new Target(
        delivery.target().value(),
        delivery.status().word(),
        problem == null ? "" : problem.detail());
  }

  /** The subject of an entry never changes. */
  private Optional<Episode> episode(OutboxId id) {
    if (episodes.size() > MOST * 10) {
      episodes.clear();
    }
    return episodes.computeIfAbsent(
        id, i -> outbox.find(i).map(OutboxEntry::transition).map(Untold::episode));
  }

  private static Episode episode(Transition transition) {
    AlertKey key = transition.key();
    return new Episode(key.hash(), transition.episode().openedAt());
  }
}
