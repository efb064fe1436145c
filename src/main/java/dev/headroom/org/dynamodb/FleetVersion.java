package dev.headroom.org.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The row {@code META}/{@code FLEET}. An apply begins by raising its mark and ends by making that
 * mark the version, unless another apply began in the meantime. So the version is raised last, by
 * an apply that had the rows to itself, and an interrupted run is visible to the next.
 */
@ApplicationScoped
public class FleetVersion {
  /**
   * Partition of what does not belong to an org: dictionary, tenants, policies, targets, routes.
   */
  private static final String VERSION = "version";

  private static final String MARK = "mark";
  private static final String SHARDS = "shards";
  private static final String ORDERS = "orders";
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final DynamoDbClient client;
  private final Tables tables;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Seen seen;

  private record Seen(FleetStamp stamp, Instant at) {
    boolean isFresh(Instant now) {
      // After a clock was set back, nothing counts as fresh.
      return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
    }
  }

  @Inject
  FleetVersion(DynamoDbClient client, Tables tables) {
    this(client, tables, InstantSource.system());
  }

  /**
   * Uses these tables.
   *
   * @param clock the real clock, which decides when a second has passed
   */
  public FleetVersion(DynamoDbClient client, Tables tables, InstantSource clock) {
    this.client = client;
    this.tables = tables;
    this.clock = clock;
  }

  /** Returns the stamp, at most one second old, never older than this process's own apply. */
  public FleetStamp current() {
    Seen last = seen;
    if (last != null && last.isFresh(clock.instant())) {
      return last.stamp();
    }
    lock.lock();
    try {
      Instant now = clock.instant();
      Seen other = seen;
      if (other != null && other.isFresh(now)) {
        return other.stamp();
      }
      FleetStamp stamp = read();
      seen = new Seen(stamp, now);
      return stamp;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads a row with the first stamp of this process, in one call. The row may be older than the
   * stamp, so nobody may keep it under its version.
   *
   * @param key of a row of the state table
   * @return the row, without attributes if it is not there; empty if a stamp was read before
   */
  Optional<Item> readFirstWith(Map<String, AttributeValue> key) {
    if (seen != null) {
      return Optional.empty();
    }
    lock.lock();
    try {
      if (seen != null) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Map<String, AttributeValue> version = Item.key(Tables.META, Tables.FLEET_VERSION);
      Item stamp = new Item(Map.of());
      Item other = stamp;
      for (Item row :
          StoreCalls.batchGet(
              "read the fleet's version", client, tables.state(), List.of(version, key), true)) {
        if (row.attributes().entrySet().containsAll(version.entrySet())) {
          stamp = row;
        } else {
          other = row;
        }
      }
      seen = new Seen(stamp(stamp.attributes()), now);
      return Optional.of(other);
    } finally {
      lock.unlock();
    }
  }

  /** Makes the next {@link #current} read again. A read in progress is waited for. */
  public void forget() {
    lock.lock();
    try {
      seen = null;
    } finally {
      lock.unlock();
    }
  }

  /** Reads the stamp now. */
  public FleetStamp read() {
    Map<String, AttributeValue> row =
        StoreCalls.call(
            "read the fleet's version",
            () ->
                client
                    .getItem(
                        b ->
                            b.tableName(tables.state())
                                .key(Item.key(Tables.META, Tables.FLEET_VERSION))
                                .consistentRead(true))
                    .item());
    return stamp(row);
  }

  /**
   * Begins an apply that writes orgs into {@code shards}: readers of the orgs look there from now
   * on.
   *
   * @return the stamp with the mark to end with
   */
  public FleetStamp begin(Set<Integer> shards) {
    String expression =
        shards.isEmpty() ? "ADD mark :one" : "ADD mark :one, " + SHARDS + " :shards";
    Map<String, AttributeValue> values =
        shards.isEmpty()
            ? Map.of(":one", Item.number(1))
            : Map.of(":one", Item.number(1), ":shards", numbers(shards));
    return StoreCalls.call(
        "begin to apply the fleet",
        () ->
            stamp(
                client
                    .updateItem(
                        b ->
                            b.tableName(tables.state())
                                .key(Item.key(Tables.META, Tables.FLEET_VERSION))
                                .updateExpression(expression)
                                .expressionAttributeValues(values)
                                .returnValues(ReturnValue.ALL_NEW))
                    .attributes()));
  }

  /**
   * Ends an apply: its mark becomes the version.
   *
   * @param shards those that have orgs now
   * @return refused if another apply began in the meantime
   */
  public StoreCalls.Write end(long mark, Set<Integer> shards) {
    String expression =
        shards.isEmpty()
            ? "SET version = :mark REMOVE " + SHARDS
            : "SET version = :mark, " + SHARDS + " = :shards";
    Map<String, AttributeValue> values =
        shards.isEmpty()
            ? Map.of(":mark", Item.number(mark))
            : Map.of(":mark", Item.number(mark), ":shards", numbers(shards));
    return StoreCalls.conditionally(
        "complete the fleet's apply",
        () ->
            client.updateItem(
                b ->
                    b.tableName(tables.state())
                        .key(Item.key(Tables.META, Tables.FLEET_VERSION))
                        .conditionExpression("mark = :mark")
                        .updateExpression(expression)
                        .expressionAttributeValues(values)));
  }

  /**
   * Returns the write that fails a transaction once another apply has begun; it changes nothing.
   *
   * @param mark of the own apply
   */
  public Update stillOf(long mark) {
    return Update.builder()
        .tableName(tables.state())
        .key(Item.key(Tables.META, Tables.FLEET_VERSION))
        .conditionExpression("mark = :mark")
        .updateExpression("SET mark = :mark")
        .expressionAttributeValues(Map.of(":mark", Item.number(mark)))
        .build();
  }

  /**
   * Returns the write that makes every reader of the fleet read the orders of operators again; it
   * belongs into one transaction with what they ordered.
   */
  public Update ordered() {
    return Update.builder()
        .tableName(tables.state())
        .key(Item.key(Tables.META, Tables.FLEET_VERSION))
        .updateExpression("ADD " + ORDERS + " :one")
        .expressionAttributeValues(Map.of(":one", Item.number(1)))
        .build();
  }

  private static FleetStamp stamp(Map<String, AttributeValue> row) {
    Item item = new Item(row);
    AttributeValue shards = row.get(SHARDS);
    return new FleetStamp(
        item.findNumber(VERSION).orElse(0),
        item.findNumber(MARK).orElse(0),
        shards == null
            ? Set.of()
            : shards.ns().stream().map(Integer::valueOf).collect(Collectors.toSet()),
        item.findNumber(ORDERS).orElse(0));
  }

  private static AttributeValue numbers(Set<Integer> numbers) {
    return AttributeValue.fromNs(numbers.stream().map(String::valueOf).toList());
  }
}
