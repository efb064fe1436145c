package dev.headroom.dynamodb;

import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Tables for a test, in one in-memory database a JVM: every {@link #create} gives new ones, so that
 * tests do not see one another.
 *
 * @param client reaches all tables of the JVM's database
 * @param streams reaches all streams of the JVM's database
 * @param tables of this test alone
 */
public record TestDynamoDb(DynamoDbClient client, DynamoDbStreamsClient streams, Tables tables) {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Starts the database with the first test that needs it; it ends with the JVM. */
  private static final class Holder {
    static final EmbeddedDynamoDb DATABASE = EmbeddedDynamoDb.inMemory();
  }

  /** New, empty tables with their streams and indexes. */
  public static TestDynamoDb create() {
    int n = COUNT.incrementAndGet();
    Tables tables = new Tables("samples-" + n, "state-" + n);
    TableCreator.createMissing(Holder.DATABASE.client(), tables);
    return new TestDynamoDb(Holder.DATABASE.client(), Holder.DATABASE.streams(), tables);
  }

  /** Everything in the state table, in no order. */
  public List<Item> allState() {
    return all(tables.state());
  }

  /** Everything in the samples table, in no order. */
  public List<Item> allSamples() {
    return all(tables.samples());
  }

  private List<Item> all(String table) {
    List<Item> items = new ArrayList<>();
    client.scanPaginator(b -> b.tableName(table).consistentRead(true)).items().stream()
        .map(Item::new)
        .forEach(items::add);
    return items;
  }
}
