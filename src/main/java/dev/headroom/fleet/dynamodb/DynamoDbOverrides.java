package dev.headroom.fleet.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.Overrides;
import dev.headroom.org.dynamodb.FleetVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The ordered overrides in one row of the state table. It is written together with a count in the
 * fleet's row, which every poll reads anyway: so a change reaches the next poll, and polls read
 * nothing more without one.
 */
@ApplicationScoped
public class DynamoDbOverrides implements Overrides {
  /** How long an override is kept after its end. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final int TRIES = 10;
  private static final String BODY = "body";
  private static final String REVISION = "rev";

  private final DynamoDbClient client;
  private final Tables tables;
  private final FleetVersion version;
  private final MetaRows meta;
  private final InstantSource clock;

  @Inject
  DynamoDbOverrides(DynamoDbClient client, Tables tables, FleetVersion version, ObjectMapper json) {
    this(client, tables, version, json, InstantSource.system());
  }

  /**
   * Uses these tables.
   *
   * @param clock the real clock, which decides when an ended override is forgotten
   */
  public DynamoDbOverrides(
      DynamoDbClient client,
      Tables tables,
      FleetVersion version,
      ObjectMapper json,
      InstantSource clock) {
    this.client = client;
    this.tables = tables;
    this.version = version;
    this.meta = new MetaRows(json);
    this.clock = clock;
  }

  private record Row(List<PolicyOverride> overrides, long revision) {}

  @Override
  public List<PolicyOverride> all() {
    return read().overrides();
  }

  @Override
  public void put(PolicyOverride override) {
    change(
        all -> {
          List<PolicyOverride> next = new ArrayList<>(List.of(override));
          all.stream().filter(o -> !o.id().equals(override.id())).forEach(next::add);
          return next;
        });
  }

  @Override
  public boolean remove(String id) {
    return change(all -> all.stream().filter(o -> !o.id().equals(id)).toList());
  }

  private boolean change(UnaryOperator<List<PolicyOverride>> change) {
    for (int tries = 1; tries <= TRIES; tries++) {
      Row row = read();
      Instant kept = clock.instant().minus(KEPT);
      List<PolicyOverride> next =
          change.apply(row.overrides()).stream().filter(o -> o.until().isAfter(kept)).toList();
      if (next.equals(row.overrides())) {
        return false;
      }
      if (write(next, row.revision()) == StoreCalls.Write.DONE) {
        version.forget();
        return true;
      }
      StoreCalls.pause("store the overrides", tries);
    }
    throw new StoreUnavailableException(
        "could not store the overrides: others changed them at the same time, again and again");
  }

  private Row read() {
    Item row =
        new Item(
            StoreCalls.call(
                "read the overrides",
                () ->
                    client
                        .getItem(
                            g ->
                                g.tableName(tables.state())
                                    .key(Item.key(Tables.META, Tables.ORDERED_OVERRIDES))
                                    .consistentRead(true))
                        .item()));
    return row.findText(BODY).isEmpty()
        ? new Row(List.of(), 0)
        : new Row(meta.overrides(row), row.findNumber(REVISION).orElse(0));
  }

  private StoreCalls.Write write(List<PolicyOverride> overrides, long revision) {
    Item item =
        Item.of(Tables.META, Tables.ORDERED_OVERRIDES)
            .text(BODY, meta.text(overrides))
            .number(REVISION, revision + 1)
            .build();
    Put.Builder put = Put.builder().tableName(tables.state()).item(item.attributes());
    if (revision == 0) {
      put.conditionExpression("attribute_not_exists(" + REVISION + ")");
    } else {
      put.conditionExpression(REVISION + " = :rev")
          .expressionAttributeValues(Map.of(":rev", Item.number(revision)));
    }
    return StoreCalls.conditionally(
        "store the overrides",
        () ->
            client.transactWriteItems(
                t ->
                    t.transactItems(
                        List.of(
                            TransactWriteItem.builder().put(put.build()).build(),
                            TransactWriteItem.builder().update(version.ordered()).build()))));
  }
}
