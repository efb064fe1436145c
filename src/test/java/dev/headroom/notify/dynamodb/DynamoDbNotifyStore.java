package dev.headroom.notify.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.NotifyStore;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Pace;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The adapters of the state table, with transitions committed through the real store of states. */
final class DynamoDbNotifyStore implements NotifyStore {
  private final TestDynamoDb db;
  private final DynamoDbOutbox outbox;
  private final DynamoDbDeliveries deliveries;
  private final DynamoDbTargetHealth health;
  private final DynamoDbLanes lanes;
  private final DynamoDbAlertStates states;
  private Instant now = Instant.EPOCH;

  /** A store in the tables of {@code db}, reached through {@code client}. */
  DynamoDbNotifyStore(TestDynamoDb db, DynamoDbClient client) {
    this.db = db;
    ObjectMapper json = new ObjectMapper();
    outbox = new DynamoDbOutbox(client, db.tables(), json);
    deliveries = new DynamoDbDeliveries(client, db.tables());
    health = new DynamoDbTargetHealth(client, db.tables());
    lanes = new DynamoDbLanes(client, db.tables());
    states =
        new DynamoDbAlertStates(
            db.client(), db.tables(), new InMemoryNameDictionary(), json, () -> now);
  }

  @Override
  public OutboxId append(Transition transition, Instant at) {
    now = at;
    OrgState before = states.read(transition.key().org());
    OrgState next =
        new OrgState(
            before.org(),
            before.version() + 1,
            transition.evidence().slot(),
            at,
            new TreeMap<>(),
            Map.of(),
            null);
    if (states.commit(next, List.of(transition)) != CommitResult.COMMITTED) {
      throw new IllegalStateException("nobody else commits in this test");
    }
    return new OutboxId(next.org(), next.version(), 0);
  }

  @Override
  public List<Delivery> deliveries() {
    return db.allState().stream()
        .filter(row -> row.text(Tables.PK).startsWith("DLV#"))
        .map(DeliveryRows::read)
        .sorted(Comparator.comparingLong(d -> d.outbox().version()))
        .toList();
  }

  @Override
  public Instant takeTurn(TargetId target, Pace pace, Instant at) {
    return lanes.takeTurn(target, pace, at);
  }

  @Override
  public void pause(TargetId target, Pace pace, Instant until) {
    lanes.pause(target, pace, until);
  }

  @Override
  public Optional<Instant> pausedUntil(TargetId target) {
    return lanes.pausedUntil(target);
  }

  @Override
  public boolean isForgotten(DeliveryRef ref) {
    return new Item(
            db.client()
                .getItem(g -> g.tableName(db.tables().state()).key(DeliveryRows.key(ref)))
                .item())
        .has(Tables.TTL);
  }

  @Override
  public Optional<OutboxEntry> find(OutboxId id) {
    return outbox.find(id);
  }

  @Override
  public Optional<OutboxEntry> latest(AlertKey key) {
    return outbox.latest(key);
  }

  @Override
  public Optional<Instant> oldestPending() {
    return outbox.oldestPending();
  }

  @Override
  public List<OutboxId> pending(Instant time, int most) {
    return outbox.pending(time, most);
  }

  @Override
  public boolean handOver(OutboxEntry entry, Decision decision, List<Delivery> made, Instant at) {
    return outbox.handOver(entry, decision, made, at);
  }

  @Override
  public Optional<Delivery> find(DeliveryRef ref) {
    return deliveries.find(ref);
  }

  @Override
  public List<Delivery> of(OutboxId id) {
    return deliveries.of(id);
  }

  @Override
  public Optional<Delivery> replaceIfUnchanged(Delivery before, Delivery changed, Instant wakeAt) {
    return deliveries.replaceIfUnchanged(before, changed, wakeAt);
  }

  @Override
  public List<DeliveryRef> toWake(Instant at, int most) {
    return deliveries.toWake(at, most);
  }

  @Override
  public List<DeliveryRef> unsettled(int most) {
    return deliveries.unsettled(most);
  }

  @Override
  public void wakeLater(DeliveryRef ref, Instant wakeAt) {
    deliveries.wakeLater(ref, wakeAt);
  }

  @Override
  public void forgetAfter(DeliveryRef ref, Instant time) {
    deliveries.forgetAfter(ref, time);
  }

  @Override
  public List<Delivery> troubled(int most) {
    return deliveries.troubled(most);
  }

  @Override
  public Optional<Trouble> find(TargetId target) {
    return health.find(target);
  }

  @Override
  public List<Trouble> all() {
    return health.all();
  }

  @Override
  public Optional<Trouble> replaceIfUnchanged(@Nullable Trouble before, Trouble after) {
    return health.replaceIfUnchanged(before, after);
  }

  @Override
  public void forget(Trouble trouble) {
    health.forget(trouble);
  }

  @Override
  public void rememberSuccess(TargetId target, Instant at) {
    health.rememberSuccess(target, at);
  }

  @Override
  public Optional<Instant> lastSuccess(TargetId target) {
    return health.lastSuccess(target);
  }

  @Override
  public Map<TargetId, Instant> lastSuccesses() {
    return health.lastSuccesses();
  }
}
