package dev.headroom.notify.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The health of targets in the state table: {@code HEALTH} / target. */
@ApplicationScoped
public class DynamoDbTargetHealth implements TargetHealth {
  private static final String PARTITION = "HEALTH";

  private final DynamoDbClient client;
  private final Tables tables;

  public DynamoDbTargetHealth(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Optional<Trouble> find(TargetId target) {
    GetItemResponse found =
        StoreCalls.call(
            "read the health of target " + target,
            () ->
                client.getItem(
                    g ->
                        g.tableName(tables.state())
                            .key(Item.key(PARTITION, target.value()))
                            .consistentRead(true)));
    return found.hasItem() && !found.item().isEmpty()
        ? Optional.of(read(new Item(found.item())))
        : Optional.empty();
  }

  @Override
  public List<Trouble> all() {
    return StoreCalls.queryAll(
            "read the health of targets",
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(PARTITION)))
                .build())
        .stream()
        .map(DynamoDbTargetHealth::read)
        .toList();
  }

  @Override
  public void remember(Trouble trouble) {
    Item row =
        Item.of(PARTITION, trouble.target().value())
            .text("kind", trouble.kind().name())
            .text("fingerprint", trouble.fingerprint())
            .text("reason", trouble.reason())
            .millis("since", trouble.since())
            .build();
    StoreCalls.call(
        "remember the health of target " + trouble.target(),
        () -> client.putItem(p -> p.tableName(tables.state()).item(row.attributes())));
  }

  @Override
  public void forget(Trouble trouble) {
    Write done =
        StoreCalls.conditionally(
            "forget the trouble of target " + trouble.target(),
            () ->
                client.deleteItem(
                    d ->
                        d.tableName(tables.state())
                            .key(Item.key(PARTITION, trouble.target().value()))
                            .conditionExpression("fingerprint = :f AND since = :s AND kind = :k")
                            .expressionAttributeValues(
                                Map.of(
                                    ":f", AttributeValue.fromS(trouble.fingerprint()),
                                    ":s", Item.number(trouble.since().toEpochMilli()),
                                    ":k", AttributeValue.fromS(trouble.kind().name())))));
    // Refused: another trouble is known by now.
    assert done == Write.DONE || done == Write.REFUSED;
  }

  private static Trouble read(Item row) {
    return new Trouble(
        new TargetId(row.text(Tables.SK)),
        Kind.valueOf(row.text("kind")),
        row.text("fingerprint"),
        row.text("reason"),
        row.findMillis("since").orElseThrow());
  }
}
