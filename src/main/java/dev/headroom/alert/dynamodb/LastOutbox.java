package dev.headroom.alert.dynamodb;

import dev.headroom.alert.AlertKey;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Looks up the newest outbox entry of an alert, which is named in the row of its newest episode.
 */
public final class LastOutbox {
  private LastOutbox() {}

  /**
   * Returns the id of the newest outbox entry of {@code key}, read consistently; empty if there is
   * none.
   */
  public static Optional<String> of(DynamoDbClient client, Tables tables, AlertKey key) {
    return row(client, tables, key).map(row -> row.text("lastOutbox"));
  }

  /** Returns the row of the newest episode of {@code key}. */
  static Optional<Item> row(DynamoDbClient client, Tables tables, AlertKey key) {
    return rows(client, tables, key, 1).stream().findFirst();
  }

  /** Returns the rows of the {@code most} newest episodes of {@code key}, the newest first. */
  static List<Item> rows(DynamoDbClient client, Tables tables, AlertKey key, int most) {
    return StoreCalls.queryFirst(
        "read the last alerts of " + key.org(),
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
            .limit(most)
            .build(),
        most);
  }
}
