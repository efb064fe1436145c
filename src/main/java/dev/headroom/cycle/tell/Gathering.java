package dev.headroom.cycle.tell;

import dev.headroom.alert.Transition;
import dev.headroom.cycle.Fault;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds other orgs that stopped reporting at about the same time. */
final class Gathering {
  private static final int MAX_PENDING = 500;
  private static final System.Logger LOG = System.getLogger(Gathering.class.getName());

  private final Outbox outbox;
  private final Pause pause;

  Gathering(Outbox outbox, Pause pause) {
    this.outbox = outbox;
    this.pause = pause;
  }

  /**
   * Waits a moment for others if one of {@code entries} has just opened.
   *
   * @return {@code entries} and others of their kind committed in the meantime, by key in the order
   *     of their commits
   */
  List<OutboxEntry> gather(List<OutboxEntry> entries, boolean sweeping, Instant now) {
    Map<OutboxId, OutboxEntry> all = new LinkedHashMap<>();
    entries.forEach(e -> all.put(e.id(), e));
    if (!sweeping && entries.stream().anyMatch(e -> e.transition() instanceof Transition.Opened)) {
      pause.pause(MassEvents.WAIT);
      for (OutboxId id :
          outbox.pending(now.plus(MassEvents.WAIT).plus(MassEvents.WAIT), MAX_PENDING)) {
        if (!all.containsKey(id)) {
          another(id).ifPresent(e -> all.put(id, e));
        }
      }
    }
    Map<OutboxId, OutboxEntry> ordered = new LinkedHashMap<>();
    all.values().forEach(e -> addWithEarlier(e, all, ordered));
    return List.copyOf(ordered.values());
  }

  /** An entry that nobody asked for; if it cannot be read, whoever asks for it will be told. */
  private Optional<OutboxEntry> another(OutboxId id) {
    try {
      return outbox.find(id).filter(e -> !e.handedOver() && MassEvents.concern(e));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, id + " joins no group: " + Fault.of(e), Fault.trace(e));
      return Optional.empty();
    }
  }

  /** An earlier entry of the same alert that is not handed over yet comes first. */
  private void addWithEarlier(
      OutboxEntry entry, Map<OutboxId, OutboxEntry> known, Map<OutboxId, OutboxEntry> ordered) {
    if (ordered.containsKey(entry.id())) {
      return;
    }
    if (entry.previous() != null) {
      OutboxEntry before = known.get(entry.previous());
      Optional<OutboxEntry> earlier =
          before != null ? Optional.of(before) : outbox.find(entry.previous());
      earlier
          .filter(e -> !e.handedOver() && MassEvents.concern(e))
          .ifPresent(e -> addWithEarlier(e, known, ordered));
    }
    ordered.put(entry.id(), entry);
  }
}
