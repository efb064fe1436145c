package dev.headroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The meter says what the service charges, and where the embedded database differs from it. */
class MeteredDynamoDbIT {
  private final TestDynamoDb db = TestDynamoDb.create();
  private final MeteredDynamoDb meter = new MeteredDynamoDb(db.client());

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void everyItemOfATransactionIsCharged(int items) {
    List<TransactWriteItem> writes =
        IntStream.range(0, items).mapToObj(i -> put(item("s" + i, 10))).toList();

    meter.client().transactWriteItems(t -> t.transactItems(writes));

    assertThat(meter.writeUnits()).isEqualTo(2.0 * items);
  }

  /** When this fails, the embedded database has learnt it and the meter can do without. */
  @Test
  void theEmbeddedDatabaseCountsItemsThatCostTheSameOnce() {
    List<TransactWriteItem> writes =
        IntStream.range(0, 10).mapToObj(i -> put(item("s" + i, 10))).toList();

    double told =
        db.client()
            .transactWriteItems(
                t -> t.transactItems(writes).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
            .consumedCapacity()
            .getFirst()
            .capacityUnits();

    assertThat(told).isEqualTo(2.0);
  }

  @Test
  void theLargerOfOldAndNewIsCharged() {
    db.client().putItem(p -> p.tableName(db.tables().state()).item(item("a", 5_000)));

    meter.client().transactWriteItems(t -> t.transactItems(put(item("a", 10))));

    assertThat(meter.writeUnits()).isEqualTo(10);
  }

  @Test
  void rowsOfIndexesAreChargedWhenTheyChange() {
    Map<String, AttributeValue> pending = item("a", 3_000);
    pending.put(Tables.PENDING_PK, AttributeValue.fromS("OUTBOX"));
    pending.put(Tables.PENDING_SK, AttributeValue.fromS("1"));
    meter.client().transactWriteItems(t -> t.transactItems(put(pending)));
    // Three kilobytes of the item, one of its keys in the index, each twice.
    assertThat(meter.writeUnits()).isEqualTo(8);

    meter.reset();
    meter.client().transactWriteItems(t -> t.transactItems(put(pending)));
    assertThat(meter.writeUnits()).isEqualTo(6);

    meter.reset();
    pending.put(Tables.PENDING_SK, AttributeValue.fromS("2"));
    meter.client().transactWriteItems(t -> t.transactItems(put(pending)));
    assertThat(meter.writeUnits()).isEqualTo(10);
  }

  @Test
  void whatIsRefusedIsChargedToo() {
    db.client().putItem(p -> p.tableName(db.tables().state()).item(item("a", 2_500)));

    assertThatThrownBy(
            () ->
                meter
                    .client()
                    .putItem(
                        p ->
                            p.tableName(db.tables().state())
                                .item(item("a", 10))
                                .conditionExpression("attribute_not_exists(pk)")))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThat(meter.writeUnits()).isEqualTo(3);
    assertThat(meter.calls()).containsExactly("putItem");

    meter.reset();
    TransactWriteItem refused =
        TransactWriteItem.builder()
            .put(
                p ->
                    p.tableName(db.tables().state())
                        .item(item("a", 10))
                        .conditionExpression("attribute_not_exists(pk)"))
            .build();
    assertThatThrownBy(() -> meter.client().transactWriteItems(t -> t.transactItems(refused)))
        .isInstanceOf(TransactionCanceledException.class);
    assertThat(meter.writeUnits()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"false, 0.5", "true, 1"})
  void aReadThatFindsNothingIsCharged(boolean isConsistent, double units) {
    meter
        .client()
        .query(
            q ->
                q.tableName(db.tables().state())
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("none")))
                    .consistentRead(isConsistent));
    assertThat(meter.readUnits()).isEqualTo(units);

    meter.reset();
    meter.client().scan(s -> s.tableName(db.tables().samples()).consistentRead(isConsistent));
    assertThat(meter.readUnits()).isEqualTo(units);
  }

  @ParameterizedTest
  @CsvSource({"false, 2.5", "true, 5"})
  void everyItemThatABatchAsksForIsCharged(boolean isConsistent, double units) {
    db.client().putItem(p -> p.tableName(db.tables().state()).item(item("small", 10)));
    db.client().putItem(p -> p.tableName(db.tables().state()).item(item("large", 5_000)));

    meter
        .client()
        .batchGetItem(
            b ->
                b.requestItems(
                    Map.of(
                        db.tables().state(),
                        KeysAndAttributes.builder()
                            .keys(
                                List.of("small", "large", "none", "neither").stream()
                                    .map(MeteredDynamoDbIT::key)
                                    .toList())
                            .consistentRead(isConsistent)
                            .build())));

    assertThat(meter.readUnits()).isEqualTo(units);
  }

  /** Examples of "DynamoDB item sizes and formats" in the Amazon DynamoDB Developer Guide. */
  @Test
  void itemsHaveTheSizesOfTheGuide() {
    assertThat(size(AttributeValue.fromS("é1"))).isEqualTo(3);
    assertThat(size(AttributeValue.fromN("1200"))).isEqualTo(2);
    assertThat(size(AttributeValue.fromN("-12345"))).isEqualTo(5);
    assertThat(size(AttributeValue.fromBool(true))).isEqualTo(1);
    assertThat(size(AttributeValue.fromNul(true))).isEqualTo(1);
    assertThat(size(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[7])))).isEqualTo(7);
    assertThat(size(AttributeValue.fromSs(List.of("a", "bc")))).isEqualTo(3);
    assertThat(size(AttributeValue.fromNs(List.of("1", "22")))).isEqualTo(4);
    assertThat(size(AttributeValue.fromL(Collections.emptyList()))).isEqualTo(3);
    assertThat(size(AttributeValue.fromL(List.of(AttributeValue.fromS("a"))))).isEqualTo(5);
    assertThat(size(AttributeValue.fromM(Map.of("b", AttributeValue.fromS("a"))))).isEqualTo(6);
  }

  private static int size(AttributeValue value) {
    return ServiceUnits.size(Map.of("n", value)) - 1;
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(p -> p.tableName(db.tables().state()).item(item))
        .build();
  }

  private static Map<String, AttributeValue> key(String sort) {
    return Map.of(Tables.PK, AttributeValue.fromS("ORG#a"), Tables.SK, AttributeValue.fromS(sort));
  }

  private static Map<String, AttributeValue> item(String sort, int chars) {
    Map<String, AttributeValue> item = new TreeMap<>(key(sort));
    item.put("x", AttributeValue.fromS("x".repeat(chars)));
    return item;
  }
}
