package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The outbox of states in memory, of which only the newest entry of an alert is asked. */
record LastOf(InMemoryAlertStates states) implements Outbox {
  @Override
  public Optional<OutboxEntry> latest(AlertKey key) {
    return states.outbox(key.org()).reversed().stream()
        .filter(told -> told.transition().key().equals(key))
        .findFirst()
        .map(
            told ->
                new OutboxEntry(
                    OutboxId.parse(told.id()).orElseThrow(), told.transition(), null, null, false));
  }

  @Override
  public Optional<OutboxEntry> find(OutboxId id) {
    return Optional.empty();
  }

  @Override
  public List<OutboxId> pending(Instant time, int most) {
    return List.of();
  }

  @Override
  public Optional<Instant> oldestPending() {
    return Optional.empty();
  }

  @Override
  public boolean handOver(
      OutboxEntry entry, Decision decision, List<Delivery> deliveries, Instant now) {
    throw new UnsupportedOperationException("nothing is handed over here");
  }
}
