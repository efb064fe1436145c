package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Outbox, deliveries and targets' health in memory: one store, as they are handed over together.
 */
public class InMemoryNotifyStore implements NotifyStore {
  private static final Duration FIRST_WAKE = Duration.ofSeconds(15);

  private final Map<OutboxId, OutboxEntry> entries = new HashMap<>();
  private final Map<OutboxId, Instant> committedAt = new HashMap<>();
  private final Map<AlertKey, OutboxId> newest = new HashMap<>();
  private final Map<DeliveryRef, Delivery> deliveries = new HashMap<>();
  private final Map<DeliveryRef, Instant> wakeAt = new HashMap<>();
  private final Map<DeliveryRef, Instant> forgottenAfter = new HashMap<>();
  private final Map<TargetId, Trouble> troubles = new TreeMap<>();
  private final Map<TargetId, Instant> successes = new TreeMap<>();
  private final Map<TargetId, Instant> freeAt = new HashMap<>();
  private final Map<TargetId, Instant> pausedUntil = new HashMap<>();
  private long version;

  @Override
  public synchronized OutboxId append(Transition transition, Instant at) {
    OutboxId id = new OutboxId(transition.key().org(), ++version, 0);
    OutboxId previous = newest.put(transition.key(), id);
    entries.put(id, new OutboxEntry(id, transition, previous, null, false));
    committedAt.put(id, at);
    return id;
  }

  @Override
  public synchronized List<Delivery> deliveries() {
    return deliveries.values().stream()
        .sorted(Comparator.comparingLong(d -> d.outbox().version()))
        .toList();
  }

  @Override
  public synchronized boolean isForgotten(DeliveryRef ref) {
    return forgottenAfter.containsKey(ref);
  }

  @Override
  public synchronized Optional<OutboxEntry> find(OutboxId id) {
    return Optional.ofNullable(entries.get(id));
  }

  @Override
  public synchronized Optional<OutboxEntry> latest(AlertKey key) {
    return Optional.ofNullable(newest.get(key)).flatMap(this::find);
  }

  @Override
  public synchronized List<OutboxId> pending(Instant time, int most) {
    return entries.values().stream()
        .filter(e -> !e.handedOver())
        .map(OutboxEntry::id)
        .filter(id -> committed(id).isBefore(time))
        .sorted(Comparator.comparing(this::committed).thenComparingLong(OutboxId::version))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> oldestPending() {
    return pending(Instant.MAX, 1).stream().map(this::committed).findFirst();
  }

  private Instant committed(OutboxId id) {
    return committedAt.getOrDefault(id, Instant.MAX);
  }

  @Override
  public synchronized boolean handOver(
      OutboxEntry entry, Decision decision, List<Delivery> made, Instant now) {
    OutboxEntry stored = entries.get(entry.id());
    if (stored == null || stored.handedOver()) {
      return false;
    }
    for (Delivery delivery : made) {
      deliveries.put(delivery.ref(), delivery);
      wakeAt.put(delivery.ref(), now.plus(FIRST_WAKE));
      if (delivery.after() != null) {
        deliveries.computeIfPresent(
            new DeliveryRef(delivery.after(), delivery.target()),
            (ref, before) -> withNext(before, delivery.outbox()));
      }
    }
    entries.put(
        entry.id(),
        new OutboxEntry(entry.id(), entry.transition(), entry.previous(), decision, true));
    return true;
  }

  @Override
  public synchronized Optional<Delivery> find(DeliveryRef ref) {
    return Optional.ofNullable(deliveries.get(ref));
  }

  @Override
  public synchronized List<Delivery> of(OutboxId outbox) {
    return deliveries.values().stream()
        .filter(d -> d.outbox().equals(outbox))
        .sorted(Comparator.comparing(Delivery::target))
        .toList();
  }

  @Override
  public synchronized Optional<Delivery> replaceIfUnchanged(
      Delivery before, Delivery changed, Instant wake) {
    Delivery stored = deliveries.get(before.ref());
    if (stored == null || stored.revision() != before.revision()) {
      return Optional.empty();
    }
    Delivery replaced = withNext(changed, stored.next());
    deliveries.put(before.ref(), replaced);
    wakeAt.put(before.ref(), wake);
    return Optional.of(replaced);
  }

  @Override
  public synchronized List<DeliveryRef> toWake(Instant now, int most) {
    return unsettled(Integer.MAX_VALUE).stream()
        .filter(ref -> !wake(ref).isAfter(now))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized List<DeliveryRef> unsettled(int most) {
    return deliveries.values().stream()
        .filter(d -> !d.status().isSettled())
        .map(Delivery::ref)
        .sorted(Comparator.comparing(this::wake))
        .limit(most)
        .toList();
  }

  private Instant wake(DeliveryRef ref) {
    return wakeAt.getOrDefault(ref, Instant.MAX);
  }

  @Override
  public synchronized void wakeLater(DeliveryRef ref, Instant wake) {
    wakeAt.put(ref, wake);
  }

  @Override
  public synchronized void forgetAfter(DeliveryRef ref, Instant time) {
    forgottenAfter.put(ref, time);
  }

  @Override
  public synchronized List<Delivery> troubled(int most) {
    return deliveries.values().stream()
        .filter(d -> d.status().isTrouble())
        .sorted(Comparator.comparing(InMemoryNotifyStore::troubledAt).reversed())
        .limit(most)
        .toList();
  }

  private static Instant troubledAt(Delivery delivery) {
    return delivery.problem() == null ? delivery.createdAt() : delivery.problem().at();
  }

  @Override
  public synchronized Optional<Trouble> find(TargetId target) {
    return Optional.ofNullable(troubles.get(target));
  }

  @Override
  public synchronized List<Trouble> all() {
    return new ArrayList<>(troubles.values());
  }

  @Override
  public synchronized Optional<Trouble> replaceIfUnchanged(
      @Nullable Trouble before, Trouble after) {
    if (!Objects.equals(before, troubles.get(after.target()))) {
      return Optional.empty();
    }
    Trouble stored = after.atRevision(before == null ? 1 : before.revision() + 1);
    troubles.put(after.target(), stored);
    return Optional.of(stored);
  }

  @Override
  public synchronized void forget(Trouble trouble) {
    troubles.remove(trouble.target(), trouble);
  }

  @Override
  public synchronized void rememberSuccess(TargetId target, Instant at) {
    successes.merge(target, at, (a, b) -> b.isAfter(a) ? b : a);
  }

  @Override
  public synchronized Optional<Instant> lastSuccess(TargetId target) {
    return Optional.ofNullable(successes.get(target));
  }

  @Override
  public synchronized Map<TargetId, Instant> lastSuccesses() {
    return new TreeMap<>(successes);
  }

  @Override
  public synchronized Instant takeTurn(TargetId target, Pace pace, Instant now) {
    Instant free = freeAt.get(target);
    if (free == null || !free.isAfter(now)) {
      freeAt.put(target, now.plus(pace.interval()));
      return now;
    }
    freeAt.put(target, free.plus(pace.interval()));
    Instant turn = free.minus(pace.slack());
    return turn.isAfter(now) ? turn : now;
  }

  @Override
  public synchronized void pause(TargetId target, Pace pace, Instant until) {
    Instant end = until.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    pausedUntil.merge(target, end, (a, b) -> b.isAfter(a) ? b : a);
    freeAt.merge(target, end.plus(pace.slack()), (a, b) -> b.isAfter(a) ? b : a);
  }

  @Override
  public synchronized Optional<Instant> pausedUntil(TargetId target) {
    return Optional.ofNullable(pausedUntil.get(target));
  }

  private static Delivery withNext(Delivery d, @Nullable OutboxId next) {
    return new Delivery(
        d.outbox(),
        d.target(),
        d.revision(),
        d.status(),
        d.createdAt(),
        d.after(),
        next,
        d.attempts(),
        d.firstAttemptAt(),
        d.due(),
        d.leasedUntil(),
        d.maybeReceived(),
        d.told(),
        d.problem(),
        d.receipt(),
        d.settledAt(),
        d.turn());
  }
}
