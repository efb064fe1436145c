package dev.headroom.alert.dynamodb;

import dev.headroom.alert.AlertKey;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Looks up the newest outbox entry of an alert, which the row of its newest episode names. */
public final class LastOutbox {
  private LastOutbox() {}

  /** The id of the newest outbox entry of {@code key}, read consistently; empty without one. */
  public static Optional<String> of(DynamoDbClient client, Tables tables, AlertKey key) {
    return row(client, tables, key).map(row -> row.text("lastOutbox"));
  }

  /** The row of the newest episode of {@code key}. */
  static Optional<Item> row(DynamoDbClient client, Tables tables, AlertKey key) {
    return StoreCalls.queryFirst(
            "read the last alert of " + key.org(),
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .keyConditionExpression(
                    Tables.IN_PARTITION + " AND begins_with(" + Tables.SK + ", :prefix)")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(Tables.ofOrg(key.org())),
                        ":prefix", AttributeValue.fromS(AlertRow.prefix(key))))
                .scanIndexForward(false)
                .consistentRead(true)
                .limit(1)
                .build(),
            1)
        .stream()
        .findFirst();
  }
}
