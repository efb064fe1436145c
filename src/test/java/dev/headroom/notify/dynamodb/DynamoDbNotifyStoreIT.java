package dev.headroom.notify.dynamodb;

import static dev.headroom.cycle.Telling.HOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.Severity;
import dev.headroom.cycle.Telling;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.NotifyStore;
import dev.headroom.notify.NotifyStoreContract;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DynamoDbNotifyStoreIT extends NotifyStoreContract {
  private final TestDynamoDb db = TestDynamoDb.create();

  @Override
  protected NotifyStore create() {
    return new DynamoDbNotifyStore(db, db.client());
  }

  @Test
  void aHandOverThatIsCutOffAtAnyCallIsFinishedByTheNext() {
    AtomicInteger untilCrash = new AtomicInteger();
    MeteredDynamoDb crashing =
        new MeteredDynamoDb(db.client())
            .before(
                call -> {
                  if (untilCrash.getAndDecrement() == 0) {
                    throw new IllegalStateException("crash before " + call);
                  }
                });
    DynamoDbNotifyStore store = new DynamoDbNotifyStore(db, db.client());
    DynamoDbNotifyStore dying = new DynamoDbNotifyStore(db, crashing.client());
    OutboxId before = store.append(Transitions.opened(Severity.ATTENTION, 62_000), Telling.START);
    Decision first = decision(before, List.of("a", "b"));
    handOver(store, before, first, null);
    int crashes = 0;
    for (boolean done = false; !done; crashes++) {
      OutboxId id = store.append(Transitions.opened(Severity.ATTENTION, 62_000), Telling.START);
      Decision decision = decision(id, List.of("a", "b"));
      OutboxEntry entry = store.find(id).orElseThrow();
      untilCrash.set(crashes);
      try {
        done = handOver(dying, id, decision, first);
      } catch (IllegalStateException crash) {
        boolean handedOver = store.find(id).orElseThrow().handedOver();
        assertThat(handedOver || handOver(store, id, decision, first)).isTrue();
      }
      for (TargetId target : decision.targets()) {
        assertThat(store.find(new DeliveryRef(id, target))).isPresent();
        assertThat(store.find(new DeliveryRef(before, target)).orElseThrow().next()).isEqualTo(id);
      }
      assertThat(entry.handedOver()).isFalse();
    }
    assertThat(crashes).isGreaterThan(3);
  }

  @Test
  void anOutageARestartAndAResolveAreTold() {
    NotifyStore store = create();
    Telling world = new Telling(store);
    world.answer(HOOKS, Telling.failing());
    world.openEpisode();
    world.runFor(Duration.ofSeconds(20));
    world.loseMessages();
    world.answer(HOOKS, Telling::accept);
    world.resume();
    world.escalate();
    world.runFor(Duration.ofMinutes(1));
    world.resolve();
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).endsWith("opened", "escalated", "resolved");
    assertThat(store.deliveries()).extracting(Delivery::status).containsOnly(Status.DELIVERED);
    assertThat(store.unsettled(9)).isEmpty();
  }

  @Test
  void whatAResolveOvertakesIsNotTold() {
    NotifyStore store = create();
    Telling world = new Telling(store);
    world.answer(HOOKS, Telling.failing());
    world.openEpisode();
    world.runFor(Duration.ofSeconds(5));
    world.answer(HOOKS, Telling::accept);
    world.resolve();
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).containsOnly("opened");
    assertThat(store.deliveries())
        .extracting(Delivery::status)
        .containsExactly(Status.OVERTAKEN, Status.NOT_NEEDED);
  }

  @Test
  void aRowThatNobodyWroteIsNamed() {
    DynamoDbNotifyStore store = new DynamoDbNotifyStore(db, db.client());
    db.client()
        .putItem(
            p ->
                p.tableName(db.tables().state())
                    .item(
                        DeliveryRows.key(
                            new DeliveryRef(new OutboxId(Transitions.ORG, 77, 0), HOOKS))));
    assertThatThrownBy(
            () -> store.find(new DeliveryRef(new OutboxId(Transitions.ORG, 77, 0), HOOKS)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("DLV#acme-prod:77:0");
  }

  private static boolean handOver(
      DynamoDbNotifyStore store,
      OutboxId id,
      Decision decision,
      @org.jspecify.annotations.Nullable Decision before) {
    return store.handOver(
        store.find(id).orElseThrow(),
        decision,
        decision.deliveries(id, before, Telling.START),
        Telling.START);
  }

  private static Decision decision(OutboxId id, List<String> targets) {
    TreeMap<TargetId, OutboxId> last = new TreeMap<>();
    List<TargetId> ids = targets.stream().map(TargetId::new).toList();
    ids.forEach(target -> last.put(target, id));
    return new Decision(ids, last, null, new TreeMap<>());
  }
}
