package dev.headroom.fleet.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.AccessPolicy;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.export.ExporterRule;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.dynamodb.MetaRows.StoredTarget;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.org.Org;
import dev.headroom.org.dynamodb.FleetStamp;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.org.dynamodb.OrgRows;
import dev.headroom.org.dynamodb.OrgTable;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The fleet in the state table; see {@link FleetVersion} for how an apply begins and ends. */
@ApplicationScoped
public class DynamoDbFleetStore implements FleetStore {
  /** How many other applies may interfere before this one gives up. */
  private static final int APPLY_TRIES = 10;

  /** A transaction has at most 100 items; one of them is about the version. */
  private static final int MAX_WRITES = 99;

  private static final String APPLY = "apply the fleet";

  private final DynamoDbClient client;
  private final Tables tables;
  private final FleetVersion version;
  private final MetaRows meta;
  private final OrgRows orgRows;
  private final OrgTable orgs;
  private final AuditRows audit;
  private volatile @Nullable Kept kept;
  private volatile @Nullable Kept keptRules;

  private record Kept(Settings settings, long orders) {
    boolean isOf(FleetStamp stamp) {
      return settings.version() == stamp.version() && orders == stamp.orders();
    }
  }

  /** Uses these tables. */
  public DynamoDbFleetStore(
      DynamoDbClient client, Tables tables, FleetVersion version, ObjectMapper json) {
    this.client = client;
    this.tables = tables;
    this.version = version;
    this.meta = new MetaRows(json);
    this.orgRows = new OrgRows(json);
    this.orgs = new OrgTable(client, tables, orgRows);
    this.audit = new AuditRows(client, tables);
  }

  @Override
  public Settings settings() {
    FleetStamp stamp = version.current();
    Kept last = kept;
    if (last == null || !last.isOf(stamp)) {
      last = new Kept(settings(stamp, targets()), stamp.orders());
      kept = last;
    }
    return last.settings();
  }

  @Override
  public Settings rules() {
    FleetStamp stamp = version.current();
    for (Kept last : Arrays.asList(keptRules, kept)) {
      if (last != null && last.isOf(stamp)) {
        return last.settings();
      }
    }
    Kept next = new Kept(settings(stamp, List.of()), stamp.orders());
    keptRules = next;
    return next.settings();
  }

  private Settings settings(FleetStamp stamp, List<StoredTarget> targets) {
    Map<String, Item> lists = lists();
    return new Settings(
        stamp.version(),
        policies(lists),
        targets.stream().map(StoredTarget::target).collect(Collectors.toMap(Target::id, t -> t)),
        targets.stream()
            .filter(StoredTarget::retired)
            .map(t -> t.target().id())
            .collect(Collectors.toSet()),
        routes(lists),
        ports(lists),
        targets.stream()
            .filter(t -> !t.strict())
            .map(t -> t.target().id())
            .collect(Collectors.toSet()),
        spend(lists),
        integrations(lists),
        access(lists),
        advice(lists),
        exporters(lists),
        telling(lists),
        Stream.of(Tables.ORDERED_OVERRIDES, Tables.OVERRIDES)
            .flatMap(row -> overrides(lists, row).stream())
            .toList());
  }

  @Override
  public Fleet load() {
    return read(version.read()).fleet();
  }

  @Override
  public void apply(Fleet wanted, AuditEntry entry) {
    FleetStamp before = version.read();
    boolean differs = !read(before).stepsTo(wanted, meta, orgRows).isEmpty();
    if (before.isWhole() && !differs) {
      return;
    }
    Set<Integer> shards = shards(wanted);
    try {
      FleetStamp begun = version.begin(shards);
      if (!entry.changes().isEmpty()) {
        audit.add(entry);
      }
      for (int tries = 1; ; tries++) {
        for (List<WriteRequest> step : read(begun).stepsTo(wanted, meta, orgRows)) {
          StoreCalls.batchWrite(APPLY, client, tables.state(), step);
        }
        if (version.end(begun.mark(), shards) == StoreCalls.Write.DONE) {
          return;
        }
        giveUpAfter(tries);
        StoreCalls.pause(APPLY, tries);
        begun = version.begin(shards);
      }
    } finally {
      version.forget();
    }
  }

  @Override
  public void change(UnaryOperator<Fleet> change, AuditEntry entry) {
    FleetStamp before = version.read();
    StoredFleet found = read(before);
    Fleet wanted = change.apply(found.fleet());
    if (before.isWhole() && found.stepsTo(wanted, meta, orgRows).isEmpty()) {
      return;
    }
    try {
      boolean isAudited = entry.changes().isEmpty();
      for (int tries = 1; ; tries++) {
        FleetStamp begun = version.begin(shards(wanted));
        if (!isAudited) {
          audit.add(entry);
          isAudited = true;
        }
        found = read(begun);
        wanted = change.apply(found.fleet());
        if (writeWhileOwn(begun.mark(), found.stepsTo(wanted, meta, orgRows))
            && version.end(begun.mark(), shards(wanted)) == StoreCalls.Write.DONE) {
          return;
        }
        giveUpAfter(tries);
        StoreCalls.pause(APPLY, tries);
      }
    } finally {
      version.forget();
    }
  }

  /**
   * Writes the steps in transactions that fail once another apply has begun: what was read before
   * that may be old. Only what is gone is deleted without one: nobody else would keep it.
   */
  private boolean writeWhileOwn(long mark, List<List<WriteRequest>> steps) {
    for (List<WriteRequest> step : steps) {
      List<WriteRequest> puts = step.stream().filter(w -> w.putRequest() != null).toList();
      for (int at = 0; at < puts.size(); at += MAX_WRITES) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder().update(version.stillOf(mark)).build());
        for (WriteRequest put : puts.subList(at, Math.min(puts.size(), at + MAX_WRITES))) {
          writes.add(
              TransactWriteItem.builder()
                  .put(p -> p.tableName(tables.state()).item(put.putRequest().item()))
                  .build());
        }
        if (StoreCalls.conditionally(
                APPLY, () -> client.transactWriteItems(b -> b.transactItems(writes)))
            == StoreCalls.Write.REFUSED) {
          return false;
        }
      }
      List<WriteRequest> gone = step.stream().filter(w -> w.putRequest() == null).toList();
      StoreCalls.batchWrite(APPLY, client, tables.state(), gone);
    }
    return true;
  }

  private static void giveUpAfter(int tries) {
    if (tries == APPLY_TRIES) {
      throw new StoreUnavailableException(
          "could not apply the fleet: others applied theirs at the same time, again and again");
    }
  }

  private static Set<Integer> shards(Fleet fleet) {
    return fleet.orgs().stream().map(Org::id).map(OrgRows::shard).collect(Collectors.toSet());
  }

  @Override
  public void audit(AuditEntry entry) {
    audit.add(entry);
  }

  private StoredFleet read(FleetStamp stamp) {
    Map<String, Item> lists = lists();
    return new StoredFleet(
        rows(Tables.TENANT_PREFIX).stream().map(meta::tenant).toList(),
        orgs.all(stamp.shards()),
        policies(lists),
        targets(),
        routes(lists),
        ports(lists),
        integrations(lists),
        spend(lists),
        access(lists),
        advice(lists),
        exporters(lists),
        telling(lists),
        overrides(lists, Tables.OVERRIDES));
  }

  private List<PolicyOverride> overrides(Map<String, Item> lists, String name) {
    Item row = lists.get(name);
    return row == null ? List.of() : meta.overrides(row);
  }

  private List<ExporterRule> exporters(Map<String, Item> lists) {
    Item row = lists.get(Tables.EXPORTERS);
    return row == null ? List.of() : meta.exporters(row);
  }

  private List<Policy> policies(Map<String, Item> lists) {
    Item row = lists.get(Tables.POLICIES);
    return row == null ? List.of() : meta.policies(row);
  }

  private List<Route> routes(Map<String, Item> lists) {
    Item row = lists.get(Tables.ROUTES);
    return row == null ? List.of() : meta.routes(row);
  }

  private List<IntegrationRule> integrations(Map<String, Item> lists) {
    Item row = lists.get(Tables.INTEGRATION_RULES);
    return row == null ? List.of() : meta.integrations(row);
  }

  private AdviceRule advice(Map<String, Item> lists) {
    Item row = lists.get(Tables.ADVICE);
    return row == null ? AdviceRule.DEFAULT : meta.advice(row);
  }

  private NotifyRules telling(Map<String, Item> lists) {
    Item row = lists.get(Tables.TELLING);
    return row == null ? NotifyRules.DEFAULT : meta.telling(row);
  }

  private List<AccessPolicy> access(Map<String, Item> lists) {
    Item row = lists.get(Tables.ACCESS);
    return row == null ? List.of() : meta.access(row);
  }

  private List<SpendRule> spend(Map<String, Item> lists) {
    Item row = lists.get(Tables.SPEND_CAPS);
    return row == null ? List.of() : meta.spend(row);
  }

  private SortedSet<Integer> ports(Map<String, Item> lists) {
    Item row = lists.get(Tables.PORTS);
    return row == null ? new TreeSet<>() : meta.ports(row);
  }

  private List<StoredTarget> targets() {
    return rows(Tables.TARGET_PREFIX).stream().map(meta::target).toList();
  }

  private Map<String, Item> lists() {
    List<Map<String, AttributeValue>> keys =
        List.of(
            Item.key(Tables.META, Tables.POLICIES),
            Item.key(Tables.META, Tables.ROUTES),
            Item.key(Tables.META, Tables.PORTS),
            Item.key(Tables.META, Tables.INTEGRATION_RULES),
            Item.key(Tables.META, Tables.SPEND_CAPS),
            Item.key(Tables.META, Tables.ACCESS),
            Item.key(Tables.META, Tables.ADVICE),
            Item.key(Tables.META, Tables.EXPORTERS),
            Item.key(Tables.META, Tables.TELLING),
            Item.key(Tables.META, Tables.OVERRIDES),
            Item.key(Tables.META, Tables.ORDERED_OVERRIDES));
    return StoreCalls.batchGet("read the fleet's policies", client, tables.state(), keys, true)
        .stream()
        .collect(Collectors.toMap(row -> row.text(Tables.SK), row -> row));
  }

  private List<Item> rows(String prefix) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(tables.state())
            .consistentRead(true)
            .keyConditionExpression(
                Tables.IN_PARTITION + " and begins_with(" + Tables.SK + ", :prefix)")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(Tables.META),
                    ":prefix", AttributeValue.fromS(prefix)))
            .build();
    return StoreCalls.queryAll("read the fleet", client, query);
  }
}
