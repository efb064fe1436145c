package dev.headroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.StoreCalls.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class TablesIT {
  private final TestDynamoDb db = TestDynamoDb.create();

  @Test
  void theStateTableHasItsStreamItsIndexesAndItsTimeToLive() {
    TableDescription state =
        db.client().describeTable(b -> b.tableName(db.tables().state())).table();
    assertThat(state.streamSpecification().streamViewType())
        .isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
    assertThat(state.globalSecondaryIndexes())
        .extracting("indexName")
        .containsExactlyInAnyOrder("fleet", "pending");
    assertThat(timeToLive(db.tables().state())).isEqualTo("ttl");
  }

  @Test
  void theSamplesTableHasATimeToLiveAndNoStream() {
    TableDescription samples =
        db.client().describeTable(b -> b.tableName(db.tables().samples())).table();
    assertThat(samples.streamSpecification()).isNull();
    assertThat(timeToLive(db.tables().samples())).isEqualTo("ttl");
  }

  @Test
  void tablesThatExistKeepTheirItems() {
    put(Item.of("A", "1").build());
    TableCreator.createMissing(db.client(), db.tables());
    assertThat(db.allState()).hasSize(1);
  }

  @Test
  void everyPageOfAQueryIsRead() {
    String padding = "x".repeat(300_000);
    for (int i = 0; i < 8; i++) {
      put(Item.of("A", "row" + i).text("padding", padding).build());
    }
    QueryRequest query =
        QueryRequest.builder()
            .tableName(db.tables().state())
            .keyConditionExpression("pk = :pk")
            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("A")))
            .build();
    assertThat(db.client().query(query).items()).hasSizeLessThan(8);
    assertThat(StoreCalls.queryAll("read", db.client(), query)).hasSize(8);
    assertThat(StoreCalls.queryFirst("read", db.client(), query, 7)).hasSize(7);
  }

  @Test
  void batchesOfAnySizeAreWrittenAndReadBack() {
    List<Map<String, AttributeValue>> keys =
        new ArrayList<>(IntStream.range(0, 130).mapToObj(i -> Item.key("B", "row" + i)).toList());
    List<WriteRequest> writes =
        keys.stream()
            .map(
                key ->
                    WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(key).build())
                        .build())
            .toList();
    StoreCalls.batchWrite("write", db.client(), db.tables().state(), writes);
    keys.add(Item.key("B", "missing"));
    assertThat(StoreCalls.batchGet("read", db.client(), db.tables().state(), keys, true))
        .hasSize(130);
  }

  @Test
  void aRefusedConditionIsAValueAndAMissingTableIsAnException() {
    put(Item.of("A", "1").build());
    assertThat(
            StoreCalls.conditionally(
                "put",
                () ->
                    db.client()
                        .putItem(
                            b ->
                                b.tableName(db.tables().state())
                                    .item(Item.key("A", "1"))
                                    .conditionExpression("attribute_not_exists(pk)"))))
        .isEqualTo(Write.REFUSED);
    assertThatThrownBy(
            () ->
                StoreCalls.conditionally(
                    "put it",
                    () ->
                        db.client().putItem(b -> b.tableName("missing").item(Item.key("A", "1")))))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageStartingWith("could not put it: ");
  }

  private void put(Item item) {
    db.client().putItem(b -> b.tableName(db.tables().state()).item(item.attributes()));
  }

  private String timeToLive(String table) {
    return db.client()
        .describeTimeToLive(b -> b.tableName(table))
        .timeToLiveDescription()
        .attributeName();
  }
}
