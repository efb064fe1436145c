package dev.headroom.dynamodb;

import static dev.headroom.dynamodb.Tables.FLEET_INDEX;
import static dev.headroom.dynamodb.Tables.FLEET_PK;
import static dev.headroom.dynamodb.Tables.FLEET_SK;
import static dev.headroom.dynamodb.Tables.PENDING_INDEX;
import static dev.headroom.dynamodb.Tables.PENDING_PK;
import static dev.headroom.dynamodb.Tables.PENDING_SK;
import static dev.headroom.dynamodb.Tables.PK;
import static dev.headroom.dynamodb.Tables.SK;
import static dev.headroom.dynamodb.Tables.TTL;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/**
 * The schemas of the two tables, and their creation where no deployment has created them: in local
 * mode and in tests.
 */
public final class TableCreator {
  private TableCreator() {}

  /** Creates the tables that are missing; leaves existing ones unchanged. */
  public static void createMissing(DynamoDbClient client, Tables tables) {
    create(client, samples(tables));
    create(client, state(tables));
  }

  /**
   * The same with a stream of new images alone, which is all that Headroom reads of it: half the
   * work and memory where the stream is kept in this process.
   */
  public static void createMissingWithoutOldImages(DynamoDbClient client, Tables tables) {
    create(client, samples(tables));
    create(
        client,
        state(tables).toBuilder()
            .streamSpecification(
                StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(StreamViewType.NEW_IMAGE)
                    .build())
            .build());
  }

  /** Returns the schema of the samples table. */
  public static CreateTableRequest samples(Tables tables) {
    return CreateTableRequest.builder()
        .tableName(tables.samples())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            List.of(attribute(PK, ScalarAttributeType.S), attribute(SK, ScalarAttributeType.N)))
        .keySchema(keys(PK, SK))
        .build();
  }

  /** Returns the schema of the state table. */
  public static CreateTableRequest state(Tables tables) {
    List<AttributeDefinition> attributes = new ArrayList<>();
    for (String name : List.of(PK, SK, FLEET_PK, FLEET_SK, PENDING_PK, PENDING_SK)) {
      attributes.add(attribute(name, ScalarAttributeType.S));
    }
    return CreateTableRequest.builder()
        .tableName(tables.state())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(attributes)
        .keySchema(keys(PK, SK))
        .globalSecondaryIndexes(
            List.of(
                index(FLEET_INDEX, keys(FLEET_PK, FLEET_SK), ProjectionType.ALL),
                index(PENDING_INDEX, keys(PENDING_PK, PENDING_SK), ProjectionType.KEYS_ONLY)))
        .streamSpecification(
            StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                .build())
        .build();
  }

  private static void create(DynamoDbClient client, CreateTableRequest shape) {
    try {
      client.createTable(shape);
    } catch (ResourceInUseException exists) {
      // Created by an earlier start, which may have ended before it enabled the time to live.
      if (hasTimeToLive(client, shape.tableName())) {
        return;
      }
    }
    client.waiter().waitUntilTableExists(b -> b.tableName(shape.tableName()));
    client.updateTimeToLive(
        UpdateTimeToLiveRequest.builder()
            .tableName(shape.tableName())
            .timeToLiveSpecification(
                TimeToLiveSpecification.builder().attributeName(TTL).enabled(true).build())
            .build());
  }

  private static boolean hasTimeToLive(DynamoDbClient client, String table) {
    return TTL.equals(
        client.describeTimeToLive(b -> b.tableName(table)).timeToLiveDescription().attributeName());
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(
        KeySchemaElement.builder().attributeName(partition).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sort).keyType(KeyType.RANGE).build());
  }

  private static GlobalSecondaryIndex index(
      String name, List<KeySchemaElement> keys, ProjectionType projected) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys)
        .projection(Projection.builder().projectionType(projected).build())
        .build();
  }
}
