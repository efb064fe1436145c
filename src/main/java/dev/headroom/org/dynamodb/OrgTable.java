package dev.headroom.org.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the rows of orgs consistently: what is cached must not be older than its version. */
public final class OrgTable {
  /** How many shards are read at once. */
  private static final int CONCURRENCY = 16;

  /** The attribute of a tenant's row that says what it is shown of users. */
  public static final String PERSONAL_DATA = "personalData";

  private final DynamoDbClient client;
  private final Tables tables;
  private final OrgRows rows;

  /** Uses these tables. */
  public OrgTable(DynamoDbClient client, Tables tables, OrgRows rows) {
    this.client = client;
    this.tables = tables;
    this.rows = rows;
  }

  /** Returns the org with this id. */
  public Optional<Org> find(OrgId id) {
    return org(
        new Item(
            StoreCalls.call(
                "read the org " + id,
                () ->
                    client
                        .getItem(b -> b.tableName(tables.state()).key(key(id)).consistentRead(true))
                        .item())));
  }

  /** Returns the key of the row of an org. */
  static Map<String, AttributeValue> key(OrgId id) {
    return Item.key(OrgRows.partition(OrgRows.shard(id)), OrgRows.sortKey(id));
  }

  /** Returns the org of a row; empty if it has no attributes. */
  Optional<Org> org(Item row) {
    return row.attributes().isEmpty() ? Optional.empty() : Optional.of(rows.read(row));
  }

  /** Returns what the tenant is shown of users; {@link PersonalData#NAMES} if nothing is stored. */
  public PersonalData personalData(TenantId tenant) {
    Map<String, AttributeValue> row =
        StoreCalls.call(
            "read the tenant " + tenant,
            () ->
                client
                    .getItem(
                        b ->
                            b.tableName(tables.state())
                                .key(Item.key(Tables.META, Tables.TENANT_PREFIX + tenant))
                                .consistentRead(true))
                    .item());
    return row.isEmpty() ? PersonalData.NAMES : shown(new Item(row)).orElse(PersonalData.NAMES);
  }

  /**
   * Returns what the row of a tenant says of personal data; empty if it says nothing. A word that
   * only a newer release knows hides names.
   */
  public static Optional<PersonalData> shown(Item row) {
    return row.findText(PERSONAL_DATA).map(t -> PersonalData.of(t).orElse(PersonalData.NONE));
  }

  /** Returns all orgs of these shards, ordered by id. */
  public List<Org> all(Set<Integer> shards) {
    List<Org> orgs = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(CONCURRENCY, shards.size())), Thread.ofVirtual().factory())) {
      List<Future<List<Org>>> parts =
          shards.stream().map(shard -> threads.submit(() -> shard(shard))).toList();
      for (Future<List<Org>> part : parts) {
        orgs.addAll(part.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("read the orgs", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StoreUnavailableException("read the orgs", e);
    }
    orgs.sort(Comparator.comparing(Org::id));
    return orgs;
  }

  private List<Org> shard(int shard) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(tables.state())
            .consistentRead(true)
            .keyConditionExpression(
                Tables.IN_PARTITION + " and begins_with(" + Tables.SK + ", :org)")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(OrgRows.partition(shard)),
                    ":org", AttributeValue.fromS(Tables.ORG_PREFIX)))
            .build();
    return StoreCalls.queryAll("read the orgs", client, query).stream().map(rows::read).toList();
  }
}
