package dev.headroom.history.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Erases whole partitions. */
final class Partitions {
  private Partitions() {}

  /** Erases every item of {@code partitions}; returns how many there were. */
  static int erase(String attempt, DynamoDbClient client, String table, List<String> partitions) {
    List<WriteRequest> writes = new ArrayList<>();
    for (String partition : partitions) {
      for (Item row : keys(attempt, client, table, partition)) {
        writes.add(WriteRequest.builder().deleteRequest(d -> d.key(row.attributes())).build());
      }
    }
    StoreCalls.batchWrite(attempt, client, table, writes);
    return writes.size();
  }

  private static List<Item> keys(
      String attempt, DynamoDbClient client, String table, String partition) {
    return StoreCalls.queryAll(
        attempt,
        client,
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression(Tables.IN_PARTITION)
            .projectionExpression(Tables.PK + ", " + Tables.SK)
            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
            .build());
  }
}
