package dev.headroom.notify.dynamodb;

import static dev.headroom.cycle.tell.Telling.HOOKS;
import static dev.headroom.cycle.tell.Telling.PAGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.Severity;
import dev.headroom.cycle.tell.Telling;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.NotifyStore;
import dev.headroom.notify.NotifyStoreContract;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
  void anOutageARestartAndAResolveAreReported() {
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
  void messagesOvertakenByAResolveAreNotSent() {
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
  void aMinuteWithoutTroubleReadsNoMoreThanWhatWaitsWhatIsWrongAndWhatIsDue() {
    MeteredDynamoDb metered = new MeteredDynamoDb(db.client());
    Telling world = new Telling(new DynamoDbNotifyStore(db, metered.client()));
    world.openEpisode();
    world.runFor(Duration.ofSeconds(30));
    metered.reset();
    world.sweep();
    assertThat(metered.calls()).containsExactly("query", "query", "query");
    assertThat(metered.readUnits()).isEqualTo(1.5);
  }

  @Test
  void aMinuteWithAParkedTargetReadsNoMoreEither() {
    MeteredDynamoDb metered = new MeteredDynamoDb(db.client());
    Telling world = new Telling(new DynamoDbNotifyStore(db, metered.client()));
    world.answer(HOOKS, Telling.refusing(RejectKind.UNUSABLE));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    metered.reset();
    world.sweep();
    assertThat(metered.calls()).containsExactly("query", "query", "query");
    assertThat(metered.readUnits()).isEqualTo(1.5);
  }

  @Test
  void aDeliveryWithinAMinuteOfAnotherWritesNothingOfItsSuccess() {
    MeteredDynamoDb metered = new MeteredDynamoDb(db.client());
    Telling world = new Telling(new DynamoDbNotifyStore(db, metered.client()));
    OutboxId first = world.tell(Transitions.openedOf("One", Severity.ATTENTION, 62_000));
    OutboxId second = world.tell(Transitions.openedOf("Two", Severity.ATTENTION, 62_000));
    metered.reset();
    world.deliver(first, HOOKS);
    int firstCalls = metered.calls().size();
    metered.reset();
    world.deliver(second, HOOKS);
    assertThat(metered.calls()).hasSize(firstCalls - 1);
  }

  @Test
  void aParkedTargetReceivesTheCurrentStateWhenItIsResumed() {
    NotifyStore store = create();
    Telling world = new Telling(store);
    world.answer(HOOKS, Telling.refusing(RejectKind.UNUSABLE));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    world.escalate();
    world.runFor(Duration.ofMinutes(61));
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened");
    world.answer(HOOKS, Telling::accept);
    Trouble parked = store.all().getFirst();
    assertThat(store.replaceIfUnchanged(parked, parked.resumed(world.instant()))).isPresent();
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened", "opened", "escalated");
    assertThat(store.deliveries())
        .extracting(Delivery::status)
        .containsExactly(Status.DELIVERED, Status.DELIVERED);
    assertThat(store.all()).isEmpty();
    assertThat(store.unsettled(9)).isEmpty();
    assertThat(store.lastSuccesses()).containsOnlyKeys(HOOKS);
  }

  @Test
  void whatTheFirstReleaseParkedIsTriedAnHourLaterAndWhatItDisabledStaysSo() {
    NotifyStore store = create();
    Instant since = Telling.START;
    putHealthOfTheFirstRelease(HOOKS, "PARKED", "it answered 401", since);
    putHealthOfTheFirstRelease(PAGER, "DISABLED", "it answered 410", since);
    Trouble parked = store.find(HOOKS).orElseThrow();
    Trouble disabled = store.find(PAGER).orElseThrow();
    assertThat(parked)
        .isEqualTo(
            new Trouble(
                HOOKS,
                Trouble.Kind.PARKED,
                "f",
                "it answered 401",
                since,
                0,
                since.plus(Duration.ofHours(1)),
                false,
                0));
    assertThat(disabled)
        .isEqualTo(
            new Trouble(
                PAGER, Trouble.Kind.DISABLED, "f", "it answered 410", since, 0, null, false, 0));
    assertThat(store.all()).containsExactly(parked, disabled);

    Trouble resumed = store.replaceIfUnchanged(disabled, disabled.resumed(since)).orElseThrow();
    assertThat(store.replaceIfUnchanged(disabled, disabled.resumed(since))).isEmpty();
    assertThat(store.find(PAGER)).contains(resumed);
    store.forget(parked);
    assertThat(store.find(HOOKS)).isEmpty();
  }

  @Test
  void anArchivedChannelThatTheFirstReleaseTookForItsEndIsParked() {
    NotifyStore store = create();
    putHealthOfTheFirstRelease(
        HOOKS, "DISABLED", "hooks.slack.com/... answered 410: channel_is_archived", Telling.START);
    assertThat(store.find(HOOKS).orElseThrow())
        .returns(Trouble.Kind.PARKED, Trouble::kind)
        .returns(Telling.START.plus(Duration.ofHours(1)), Trouble::nextTrial);
  }

  @Test
  void aRowReplacedByTheFirstReleaseIsNotChangedByAnEarlierReader() {
    NotifyStore store = create();
    Target target = new Target(HOOKS, "fake", Map.of());
    Trouble read =
        store.replaceIfUnchanged(null, Trouble.parked(target, "404", Telling.START)).orElseThrow();
    putHealthOfTheFirstRelease(HOOKS, "DISABLED", "it answered 410", Telling.START.plusSeconds(9));
    assertThat(store.replaceIfUnchanged(read, read.tried(Telling.START))).isEmpty();
    store.forget(read);
    assertThat(store.find(HOOKS).orElseThrow().reason()).isEqualTo("it answered 410");
  }

  @Test
  void theFirstReleaseCanReadWhatIsWrittenOfATarget() {
    NotifyStore store = create();
    Target target = new Target(HOOKS, "fake", Map.of());
    Trouble parked =
        store.replaceIfUnchanged(null, Trouble.parked(target, "404", Telling.START)).orElseThrow();
    Trouble over = store.replaceIfUnchanged(parked, parked.over()).orElseThrow();
    store.rememberSuccess(HOOKS, Telling.START);
    assertThat(over.isOf(target)).isFalse();
    // It reads every row of this partition, and these attributes of each.
    assertThat(db.allState().stream().filter(row -> row.text("pk").equals("HEALTH")))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.text("kind")).isIn("PARKED", "DISABLED");
              assertThat(row.findText("fingerprint")).contains("");
              assertThat(row.text("reason")).isEqualTo("404");
              assertThat(row.number("since")).isEqualTo(Telling.START.toEpochMilli());
            });
  }

  @Test
  void aDeliveryThatTheFirstReleaseParkedContinues() {
    NotifyStore store = create();
    Telling world = new Telling(store);
    world.answer(HOOKS, Telling.refusing(RejectKind.UNUSABLE));
    OutboxId id = world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    db.client()
        .updateItem(
            u ->
                u.tableName(db.tables().state())
                    .key(DeliveryRows.key(new DeliveryRef(id, HOOKS)))
                    .updateExpression("REMOVE problemSince"));
    Delivery read = store.find(new DeliveryRef(id, HOOKS)).orElseThrow();
    assertThat(read.problem())
        .isNotNull()
        .satisfies(problem -> assertThat(problem.since()).isEqualTo(problem.at()));
    putHealthOfTheFirstRelease(HOOKS, "PARKED", "it answered 401", Telling.START);
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened");
    assertThat(store.all()).isEmpty();
  }

  private void putHealthOfTheFirstRelease(
      TargetId target, String kind, String reason, Instant since) {
    db.client()
        .putItem(
            p ->
                p.tableName(db.tables().state())
                    .item(
                        Item.of("HEALTH", target.value())
                            .text("kind", kind)
                            .text("fingerprint", "f")
                            .text("reason", reason)
                            .millis("since", since)
                            .build()
                            .attributes()));
  }

  @Test
  void anUnexpectedRowIsNamed() {
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
