package dev.headroom.notify.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import dev.headroom.alert.dynamodb.LastOutbox;
import dev.headroom.alert.dynamodb.OutboxKeys;
import dev.headroom.alert.dynamodb.TransitionJson;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The outbox in the state table. Handing over takes three steps, each of which may be repeated: the
 * decision is stored, its deliveries are created, the pending mark is removed. A crash in between
 * leaves the mark, and the next caller continues with the stored decision.
 */
@ApplicationScoped
public class DynamoDbOutbox implements Outbox {
  /** How long an entry is kept that no open episode needs any more. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String DECISION = "decision";

  private final DynamoDbClient client;
  private final Tables tables;
  private final TransitionJson transitions;
  private final DecisionJson decisions;
  private final DeliveryRows deliveries;

  public DynamoDbOutbox(DynamoDbClient client, Tables tables, ObjectMapper json) {
    this.client = client;
    this.tables = tables;
    this.transitions = new TransitionJson(json);
    this.decisions = new DecisionJson(json);
    this.deliveries = new DeliveryRows(client, tables);
  }

  @Override
  public Optional<OutboxEntry> find(OutboxId id) {
    GetItemResponse found =
        StoreCalls.call(
            "read outbox entry " + id,
            () ->
                client.getItem(g -> g.tableName(tables.state()).key(key(id)).consistentRead(true)));
    return found.hasItem() && !found.item().isEmpty()
        ? Optional.of(entry(id, new Item(found.item())))
        : Optional.empty();
  }

  @Override
  public Optional<OutboxEntry> latest(AlertKey key) {
    return LastOutbox.of(client, tables, key).map(DecisionJson::outboxId).flatMap(this::find);
  }

  private OutboxEntry entry(OutboxId id, Item row) {
    return new OutboxEntry(
        id,
        transitions.read(row.text("transition")),
        row.findText("previous").map(DecisionJson::outboxId).orElse(null),
        row.findText(DECISION).map(decisions::read).orElse(null),
        !row.has(Tables.PENDING_PK));
  }

  @Override
  public List<OutboxId> pending(Instant time, int most) {
    return StoreCalls.queryFirst(
            "read the pending outbox entries",
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .indexName(Tables.PENDING_INDEX)
                .keyConditionExpression(
                    Tables.IN_PENDING_PARTITION + " AND " + Tables.PENDING_SK + " < :time")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(Tables.PENDING_OUTBOX),
                        ":time", AttributeValue.fromS(Sortable.of(time))))
                .build(),
            most)
        .stream()
        .map(row -> row.text(Tables.PENDING_SK))
        .map(sk -> DecisionJson.outboxId(sk.substring(sk.indexOf('#') + 1)))
        .toList();
  }

  @Override
  public Optional<Instant> oldestPending() {
    return StoreCalls.queryFirst(
            "read the oldest pending outbox entry",
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .indexName(Tables.PENDING_INDEX)
                .keyConditionExpression(Tables.IN_PENDING_PARTITION)
                .expressionAttributeValues(
                    Map.of(":pk", AttributeValue.fromS(Tables.PENDING_OUTBOX)))
                .limit(1)
                .build(),
            1)
        .stream()
        .map(row -> row.text(Tables.PENDING_SK))
        .map(sk -> Instant.parse(sk.substring(0, sk.indexOf('#'))))
        .findFirst();
  }

  @Override
  public boolean handOver(OutboxEntry entry, Decision decision, List<Delivery> made, Instant now) {
    if (keep(entry.id(), decision) == Write.REFUSED) {
      return false;
    }
    for (Delivery delivery : made) {
      deliveries.create(delivery);
      deliveries.link(delivery);
    }
    if (unmark(entry.id()) == Write.REFUSED) {
      return false;
    }
    if (entry.previous() != null) {
      forgetAfter(entry.previous(), now.plus(KEPT));
    }
    if (entry.transition() instanceof Transition.Resolved) {
      forgetAfter(entry.id(), now.plus(KEPT));
    }
    return true;
  }

  private Write keep(OutboxId id, Decision decision) {
    return StoreCalls.conditionally(
        "keep who is told of " + id,
        () ->
            client.updateItem(
                u ->
                    u.tableName(tables.state())
                        .key(key(id))
                        .updateExpression("SET decision = :d")
                        .conditionExpression(
                            "attribute_exists(pendingPk)"
                                + " AND (attribute_not_exists(decision) OR decision = :d)")
                        .expressionAttributeValues(
                            Map.of(":d", AttributeValue.fromS(decisions.write(decision))))));
  }

  private Write unmark(OutboxId id) {
    return StoreCalls.conditionally(
        "hand over " + id,
        () ->
            client.updateItem(
                u ->
                    u.tableName(tables.state())
                        .key(key(id))
                        .updateExpression("REMOVE pendingPk, pendingSk")
                        .conditionExpression("attribute_exists(pendingPk)")));
  }

  private void forgetAfter(OutboxId id, Instant time) {
    DeliveryRows.forgetAfter(client, tables, key(id), time);
  }

  private static Map<String, AttributeValue> key(OutboxId id) {
    return Item.key(Tables.ofOutbox(id.org()), OutboxKeys.sk(id.version(), id.index()));
  }
}
