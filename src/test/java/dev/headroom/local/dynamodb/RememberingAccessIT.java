package dev.headroom.local.dynamodb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/** What is kept in memory is never seen in an answer: only the time is less. */
class RememberingAccessIT {
  private static final String TABLE = Tables.DEFAULT.state();
  private static final int STEPS = 400;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void itAnswersAsDynamoDbLocalAloneDoes(long seed) {
    Random random = new Random(seed);
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      calls.add(call(random, i));
    }
    DynamoDbClient alone = DynamoDBEmbedded.create(true).dynamoDbClient();
    TableCreator.createMissing(alone, Tables.DEFAULT);
    try (EmbeddedDynamoDb ours = EmbeddedDynamoDb.inMemory()) {
      ours.createMissing(Tables.DEFAULT);
      for (int i = 0; i < STEPS; i++) {
        int step = i;
        assertThat(answer(() -> calls.get(step).of(ours.client())))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(answer(() -> calls.get(step).of(alone)));
      }
    }
  }

  @Test
  void ofManyWritersOfOneRowEachVersionIsWrittenByOne() throws Exception {
    try (EmbeddedDynamoDb db = EmbeddedDynamoDb.inFolder(temp);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      db.createMissing(Tables.DEFAULT);
      db.client().putItem(p -> p.tableName(TABLE).item(row(0, 0, "start")));
      List<Future<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String name = "writer " + i;
        writers.add(threads.submit(() -> raised(db.client(), name)));
      }
      int raised = 0;
      for (Future<Integer> writer : writers) {
        raised += writer.get();
      }
      assertThat(version(db.client())).isEqualTo(raised).isGreaterThan(0);
    }
    try (EmbeddedDynamoDb again = EmbeddedDynamoDb.inFolder(temp)) {
      assertThat(again.client().getItem(g -> g.tableName(TABLE).key(key(0))).item()).isNotEmpty();
    }
  }

  @Test
  void whatATransactionUndidIsNotSeen() {
    try (EmbeddedDynamoDb db = EmbeddedDynamoDb.inMemory()) {
      db.createMissing(Tables.DEFAULT);
      db.client().putItem(p -> p.tableName(TABLE).item(row(0, 1, "before")));
      Call undone =
          d ->
              d.transactWriteItems(
                  t -> t.transactItems(put(row(0, 2, "undone"), null), put(row(1, 9, "no"), 8L)));

      assertThat(answer(() -> undone.of(db.client()))).isEqualTo("TransactionCanceledException");
      assertThat(version(db.client())).isEqualTo(1);
    }
  }

  /** Raises the version of what it has read, 50 times; returns how often that was done. */
  private static int raised(DynamoDbClient db, String name) {
    int done = 0;
    for (int i = 0; i < 50; i++) {
      long before = version(db);
      try {
        if (i % 5 == 0) {
          db.transactWriteItems(t -> t.transactItems(put(row(0, before + 1, name), before)));
        } else {
          db.putItem(
              p ->
                  p.tableName(TABLE)
                      .item(row(0, before + 1, name))
                      .conditionExpression("ver = :v")
                      .expressionAttributeValues(Map.of(":v", Item.number(before))));
        }
        done++;
      } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
        // Somebody else was first.
      }
    }
    return done;
  }

  private static long version(DynamoDbClient db) {
    AttributeValue version =
        db.getItem(g -> g.tableName(TABLE).key(key(0)).consistentRead(true)).item().get("ver");
    return Long.parseLong(requireNonNull(version).n());
  }

  private interface Call {
    Object of(DynamoDbClient db);
  }

  private static String answer(Supplier<Object> call) {
    try {
      return String.valueOf(call.get());
    } catch (DynamoDbException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static Call call(Random random, int step) {
    int org = random.nextInt(3);
    long version = random.nextInt(3);
    return switch (random.nextInt(9)) {
      case 0 -> db -> db.putItem(p -> p.tableName(TABLE).item(row(org, version, "put " + step)));
      case 1 ->
          db ->
              db.putItem(
                  p ->
                      p.tableName(TABLE)
                          .item(row(org, version + 1, "if " + step))
                          .conditionExpression("ver = :v")
                          .expressionAttributeValues(Map.of(":v", Item.number(version))));
      case 2 -> db -> db.deleteItem(d -> d.tableName(TABLE).key(key(org)));
      case 3 ->
          db ->
              db.updateItem(
                  u ->
                      u.tableName(TABLE)
                          .key(key(org))
                          .updateExpression("ADD ver :one, names :n SET #b = :b")
                          .expressionAttributeNames(Map.of("#b", "bytes"))
                          .expressionAttributeValues(
                              Map.of(
                                  ":one", Item.number(1),
                                  ":n", AttributeValue.fromSs(List.of("n" + step)),
                                  ":b", row(org, version, "u" + step).get("bytes"))));
      case 4 ->
          db ->
              db.updateItem(
                  u ->
                      u.tableName(TABLE)
                          .key(key(org))
                          .updateExpression("ADD ver :one")
                          .conditionExpression("ver = :v")
                          .expressionAttributeValues(
                              Map.of(":one", Item.number(1), ":v", Item.number(version))));
      case 5 ->
          db ->
              db.transactWriteItems(
                  t ->
                      t.transactItems(
                          put(row(org, version + 1, "t " + step), null),
                          put(row((org + 1) % 3, version, "t " + step), version)));
      case 6 ->
          db ->
              db.batchWriteItem(
                  b ->
                      b.requestItems(
                          Map.of(
                              TABLE,
                              List.of(
                                  WriteRequest.builder()
                                      .putRequest(p -> p.item(row(org, version, "b " + step)))
                                      .build(),
                                  WriteRequest.builder()
                                      .deleteRequest(d -> d.key(key((org + 1) % 3)))
                                      .build()))));
      case 7 ->
          db ->
              new TreeMap<>(
                  db.getItem(g -> g.tableName(TABLE).key(key(org)).projectionExpression("ver"))
                      .item());
      default ->
          db ->
              new TreeMap<>(
                  db.getItem(g -> g.tableName(TABLE).key(key(org)).consistentRead(true)).item());
    };
  }

  private static TransactWriteItem put(Map<String, AttributeValue> row, @Nullable Long before) {
    return TransactWriteItem.builder()
        .put(
            p -> {
              p.tableName(TABLE).item(row);
              if (before != null) {
                p.conditionExpression("ver = :v")
                    .expressionAttributeValues(Map.of(":v", Item.number(before)));
              }
            })
        .build();
  }

  private static Map<String, AttributeValue> key(int org) {
    return Item.key("ORG#" + org, Tables.STATE);
  }

  private static Map<String, AttributeValue> row(int org, long version, String text) {
    Map<String, AttributeValue> row = new HashMap<>(key(org));
    row.put("ver", Item.number(version));
    row.put("text", AttributeValue.fromS(text));
    row.put("bytes", AttributeValue.fromB(SdkBytes.fromUtf8String(text + " of " + version)));
    return row;
  }
}
