package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The store in memory with its two sparse indexes, so that a sweep reads what waits and not
 * everything there ever was. Without conditions every write is done.
 */
final class ProofStore extends InMemoryNotifyStore {
  private record Waiting<T>(Instant at, String order, T id) {}

  private static <T> Set<Waiting<T>> index() {
    return new TreeSet<>(
        Comparator.comparing((Waiting<T> w) -> w.at()).thenComparing(Waiting::order));
  }

  private final boolean conditions;
  private final Set<Waiting<OutboxId>> pending = index();
  private final Set<Waiting<DeliveryRef>> unsettled = index();
  private final Map<OutboxId, Waiting<OutboxId>> ofEntry = new HashMap<>();
  private final Map<DeliveryRef, Waiting<DeliveryRef>> ofDelivery = new HashMap<>();

  ProofStore(boolean conditions) {
    this.conditions = conditions;
  }

  @Override
  public synchronized OutboxId append(Transition transition, Instant at) {
    OutboxId id = super.append(transition, at);
    Waiting<OutboxId> waiting = new Waiting<>(at, "%012d".formatted(id.version()), id);
    ofEntry.put(id, waiting);
    pending.add(waiting);
    return id;
  }

  @Override
  public synchronized List<OutboxId> pending(Instant time, int most) {
    return pending.stream()
        .takeWhile(w -> w.at().isBefore(time))
        .limit(most)
        .map(Waiting::id)
        .toList();
  }

  @Override
  public synchronized boolean handOver(
      OutboxEntry entry, Decision decision, List<Delivery> made, Instant now) {
    if (!super.handOver(entry, decision, made, now)) {
      return false;
    }
    pending.remove(ofEntry.remove(entry.id()));
    made.forEach(delivery -> wakeAt(delivery.ref(), now.plusSeconds(15)));
    return true;
  }

  @Override
  public synchronized Optional<Delivery> replaceIfUnchanged(
      Delivery before, Delivery changed, Instant wake) {
    Delivery stored = find(before.ref()).orElse(before);
    Optional<Delivery> replaced =
        super.replaceIfUnchanged(conditions ? before : stored, changed, wake);
    if (replaced.isPresent()) {
      if (changed.status().isSettled()) {
        Waiting<DeliveryRef> old = ofDelivery.remove(before.ref());
        if (old != null) {
          unsettled.remove(old);
        }
      } else {
        wakeAt(before.ref(), wake);
      }
    }
    return replaced;
  }

  private void wakeAt(DeliveryRef ref, Instant at) {
    Waiting<DeliveryRef> waiting = new Waiting<>(at, ref.toString(), ref);
    Waiting<DeliveryRef> old = ofDelivery.put(ref, waiting);
    if (old != null) {
      unsettled.remove(old);
    }
    unsettled.add(waiting);
  }

  @Override
  public synchronized void wakeLater(DeliveryRef ref, Instant wake) {
    if (ofDelivery.containsKey(ref)) {
      wakeAt(ref, wake);
    }
  }

  @Override
  public synchronized List<DeliveryRef> toWake(Instant now, int most) {
    return unsettled.stream()
        .takeWhile(w -> !w.at().isAfter(now))
        .limit(most)
        .map(Waiting::id)
        .toList();
  }

  @Override
  public synchronized List<DeliveryRef> unsettled(int most) {
    return unsettled.stream().limit(most).map(Waiting::id).toList();
  }

  /** The newest transition of an alert. */
  Transition newest(AlertKey key) {
    return Objects.requireNonNull(latest(key).orElseThrow().transition());
  }
}
