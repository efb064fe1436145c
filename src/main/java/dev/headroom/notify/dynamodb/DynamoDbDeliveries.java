package dev.headroom.notify.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.OutboxId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Deliveries in the state table. */
@ApplicationScoped
public class DynamoDbDeliveries implements Deliveries {
  /** Attributes that a change may remove. */
  private static final List<String> OPTIONAL =
      List.of(
          "after",
          "firstAttemptAt",
          "leasedUntil",
          "receipt",
          DeliveryRows.SETTLED_AT,
          DeliveryRows.TURN,
          "problemKind",
          "problemDetail",
          "problemAt",
          "problemSince",
          Tables.PENDING_PK,
          Tables.PENDING_SK,
          Tables.FLEET_PK,
          Tables.FLEET_SK);

  private final DynamoDbClient client;
  private final Tables tables;

  public DynamoDbDeliveries(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Optional<Delivery> find(DeliveryRef ref) {
    GetItemResponse found =
        StoreCalls.call(
            "read the delivery " + ref,
            () ->
                client.getItem(
                    g ->
                        g.tableName(tables.state())
                            .key(DeliveryRows.key(ref))
                            .consistentRead(true)));
    return found.hasItem() && !found.item().isEmpty()
        ? Optional.of(DeliveryRows.read(new Item(found.item())))
        : Optional.empty();
  }

  @Override
  public List<Delivery> of(OutboxId outbox) {
    return StoreCalls.queryAll(
            "read the deliveries of " + outbox,
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .keyConditionExpression(Tables.IN_PARTITION)
                .expressionAttributeValues(
                    Map.of(":pk", AttributeValue.fromS(Tables.DELIVERY_PREFIX + outbox)))
                .build())
        .stream()
        .map(DeliveryRows::read)
        .toList();
  }

  @Override
  public Optional<Delivery> replaceIfUnchanged(Delivery before, Delivery changed, Instant wakeAt) {
    Map<String, AttributeValue> attributes = DeliveryRows.attributes(changed, wakeAt);
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> sets = new ArrayList<>();
    List<String> removes = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          values.put(":" + name, value);
          sets.add("#" + name + " = :" + name);
        });
    for (String name : OPTIONAL) {
      if (!attributes.containsKey(name)) {
        names.put("#" + name, name);
        removes.add("#" + name);
      }
    }
    values.put(":before", Item.number(before.revision()));
    String update =
        "SET "
            + String.join(", ", sets)
            + (removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes));
    List<Delivery> stored = new ArrayList<>();
    Write done =
        StoreCalls.conditionally(
            "change the delivery " + before.ref(),
            () ->
                stored.add(
                    DeliveryRows.read(
                        new Item(
                            client
                                .updateItem(
                                    u ->
                                        u.tableName(tables.state())
                                            .key(DeliveryRows.key(before.ref()))
                                            .updateExpression(update)
                                            .conditionExpression("#revision = :before")
                                            .expressionAttributeNames(names)
                                            .expressionAttributeValues(values)
                                            .returnValues(ReturnValue.ALL_NEW))
                                .attributes()))));
    return done == Write.DONE ? Optional.of(stored.getFirst()) : Optional.empty();
  }

  @Override
  public List<DeliveryRef> toWake(Instant now, int most) {
    return pending(
        QueryRequest.builder()
            .keyConditionExpression(
                Tables.IN_PENDING_PARTITION + " AND " + Tables.PENDING_SK + " < :until")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(Tables.PENDING_DELIVERIES),
                    ":until", AttributeValue.fromS(Sortable.of(now.plusMillis(1))))),
        most);
  }

  @Override
  public List<DeliveryRef> unsettled(int most) {
    return pending(
        QueryRequest.builder()
            .keyConditionExpression(Tables.IN_PENDING_PARTITION)
            .expressionAttributeValues(
                Map.of(":pk", AttributeValue.fromS(Tables.PENDING_DELIVERIES))),
        most);
  }

  private List<DeliveryRef> pending(QueryRequest.Builder query, int most) {
    return StoreCalls.queryFirst(
            "read the deliveries that are not settled",
            client,
            query.tableName(tables.state()).indexName(Tables.PENDING_INDEX).build(),
            most)
        .stream()
        .map(row -> DeliveryRows.woken(row.text(Tables.PENDING_SK)))
        .toList();
  }

  @Override
  public void wakeLater(DeliveryRef ref, Instant wakeAt) {
    Write done =
        StoreCalls.conditionally(
            "put off the delivery " + ref,
            () ->
                client.updateItem(
                    u ->
                        u.tableName(tables.state())
                            .key(DeliveryRows.key(ref))
                            .updateExpression("SET " + Tables.PENDING_SK + " = :sk")
                            .conditionExpression("attribute_exists(pendingPk)")
                            .expressionAttributeValues(
                                Map.of(
                                    ":sk", AttributeValue.fromS(DeliveryRows.wake(ref, wakeAt))))));
    // Refused: it is complete, and nothing is to be woken.
    assert done == Write.DONE || done == Write.REFUSED;
  }

  @Override
  public void forgetAfter(DeliveryRef ref, Instant time) {
    DeliveryRows.forgetAfter(client, tables, DeliveryRows.key(ref), time);
  }

  @Override
  public List<Delivery> troubled(int most) {
    return StoreCalls.queryFirst(
            "read the deliveries in trouble",
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .indexName(Tables.FLEET_INDEX)
                .keyConditionExpression(Tables.IN_FLEET_PARTITION)
                .expressionAttributeValues(
                    Map.of(":pk", AttributeValue.fromS(Tables.TROUBLED_DELIVERIES)))
                .scanIndexForward(false)
                .build(),
            most)
        .stream()
        .map(DeliveryRows::read)
        .toList();
  }
}
