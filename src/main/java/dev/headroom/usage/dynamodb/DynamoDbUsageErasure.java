package dev.headroom.usage.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import dev.headroom.usage.ErasedUser;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.KeptCalls;
import dev.headroom.usage.UsageErasure;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.UsageStore.Memory;
import dev.headroom.usage.UsageStore.OpenDay;
import dev.headroom.usage.UsageStore.OwnGroup;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * {@link UsageErasure} over the rows of {@link DynamoDbUsage}. Every write can be repeated: what
 * breaks off is asked for again.
 */
public final class DynamoDbUsageErasure implements UsageErasure {
  private static final int MAX_CONFLICTS = 8;

  private final DynamoDbClient client;
  private final Tables tables;

  /** Erases in these tables. */
  public DynamoDbUsageErasure(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public int erase(OrgId org) {
    String attempt = "erase the usage of " + org;
    Set<LocalDate> open = new HashSet<>();
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (String prefix : List.of(Tables.USAGE_FILES, Tables.INTEGRATIONS, Tables.FINDINGS)) {
      row(attempt, org, prefix).ifPresent(row -> keys.add(key(row)));
    }
    for (String prefix : List.of(Tables.USAGE_GROUPS_PREFIX, Tables.USAGE_PREFIX)) {
      for (Item row : keysOf(attempt, org, prefix)) {
        keys.add(key(row));
        open.add(day(row.text(Tables.SK).substring(prefix.length())));
      }
    }
    int calls = calls(attempt, org, open);
    delete(attempt, tables.state(), keys);
    StoreCalls.call(
        attempt,
        () ->
            client.updateItem(
                u ->
                    u.tableName(tables.state())
                        .key(Item.key(Tables.META, Tables.HOURLY_FILES))
                        .updateExpression("DELETE " + DynamoDbUsage.ORGS + " :org")
                        .expressionAttributeValues(
                            Map.of(":org", AttributeValue.fromSs(List.of(org.value()))))));
    return keys.size() + calls;
  }

  @Override
  public int erase(OrgId org, String user) {
    String attempt = "erase a user from the usage of " + org;
    ErasedUser erased = new ErasedUser(user);
    Set<String> ids = new HashSet<>();
    Set<String> integrations = new HashSet<>();
    int changed = 0;
    for (Item row : rows(attempt, org, Tables.USAGE_GROUPS_PREFIX, true)) {
      DayGroups groups = groups(attempt, row);
      boolean has = false;
      List<OwnGroup> kept = new ArrayList<>();
      for (OwnGroup group : groups.groups()) {
        if (erased.is(group.caller())) {
          has = true;
          ids.add(group.caller().user());
          integrations.add(group.integration());
        }
        kept.add(
            new OwnGroup(
                erased.without(group.caller()),
                group.family(),
                group.calls(),
                group.integration()));
      }
      if (has) {
        put(attempt, row, DayForm.pack(groups.day(), kept, groups.leftOut()));
        changed++;
      }
    }
    return changed + memory(attempt, org, erased, ids, integrations);
  }

  @Override
  public Set<String> integrationsOf(OrgId org, String user) {
    String attempt = "find the integrations of a user of " + org;
    ErasedUser erased = new ErasedUser(user);
    Set<String> found = new HashSet<>();
    for (Item row : rows(attempt, org, Tables.USAGE_GROUPS_PREFIX, true)) {
      groups(attempt, row).groups().stream()
          .filter(group -> erased.is(group.caller()))
          .forEach(group -> found.add(group.integration()));
    }
    row(attempt, org, Tables.INTEGRATIONS)
        .ifPresent(
            row -> {
              try {
                MemoryForm.unpackRegistry(row.bytes(DynamoDbUsage.BODY)).integrations().stream()
                    .filter(known -> erased.is(known.eldest()))
                    .forEach(known -> found.add(known.id()));
              } catch (IOException e) {
                throw new IllegalStateException(attempt + ": a row is damaged", e);
              }
            });
    return found;
  }

  /** Names, what integrations are recognized by, and the single calls of open days. */
  private int memory(
      String attempt, OrgId org, ErasedUser user, Set<String> ids, Set<String> integrations) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      Item files = row(attempt, org, Tables.USAGE_FILES).orElse(null);
      Item known = row(attempt, org, Tables.INTEGRATIONS).orElse(null);
      if (files == null || known == null) {
        return 0;
      }
      try {
        long version = files.number(Tables.VERSION);
        Memory before = MemoryForm.unpackMemory(version, files.bytes(DynamoDbUsage.BODY));
        Names names =
            files.findBytes(DynamoDbUsage.NAMES).isPresent()
                ? Names.unpack(files.bytes(DynamoDbUsage.NAMES))
                : Names.NONE;
        IntegrationRegistry registry = MemoryForm.unpackRegistry(known.bytes(DynamoDbUsage.BODY));
        IntegrationRegistry left = user.without(registry, ids);
        Names fewer =
            names.without(
                id ->
                    integrations.contains(id)
                        || registry.integrations().stream()
                            .anyMatch(k -> k.id().equals(id) && user.is(k.eldest())));
        OpenCalls calls = new OpenCalls(attempt, org, before, user);
        boolean same = left.equals(registry) && fewer.equals(names) && calls.replaced.isEmpty();
        if (same) {
          return 0;
        }
        Memory closed =
            new Memory(version, before.files(), calls.open, before.hourly(), before.told());
        boolean done =
            StoreCalls.conditionally(
                    attempt,
                    () ->
                        client.transactWriteItems(
                            t ->
                                t.transactItems(
                                    write(
                                        Item.of(Tables.ofOrg(org), Tables.USAGE_FILES)
                                            .bytes(DynamoDbUsage.BODY, MemoryForm.pack(closed))
                                            .bytes(DynamoDbUsage.NAMES, fewer.pack()),
                                        version),
                                    write(
                                        Item.of(Tables.ofOrg(org), Tables.INTEGRATIONS)
                                            .bytes(DynamoDbUsage.BODY, MemoryForm.pack(left)),
                                        version))))
                == StoreCalls.Write.DONE;
        if (done) {
          delete(attempt, tables.samples(), calls.replaced);
          return calls.replaced.size()
              + (left.equals(registry) ? 0 : 1)
              + (fewer.equals(names) ? 0 : 1);
        }
      } catch (IOException e) {
        throw new IllegalStateException(attempt + ": a row is damaged", e);
      }
    }
    throw new IllegalStateException(attempt + ": others changed it again and again");
  }

  /**
   * The single calls of open days without the user: later files add to the same days. What is
   * damaged is dropped, which closes its day and changes no total.
   */
  private final class OpenCalls {
    final SortedMap<LocalDate, OpenDay> open = new TreeMap<>();
    final List<Map<String, AttributeValue>> replaced = new ArrayList<>();

    OpenCalls(String attempt, OrgId org, Memory memory, ErasedUser user) {
      memory
          .open()
          .forEach(
              (day, of) -> {
                Map<Long, Long> other = new HashMap<>();
                boolean whole = true;
                for (Item row : callsOf(attempt, org, day, true)) {
                  whole &= without(attempt, row, user, other);
                }
                if (whole) {
                  List<Long> parts =
                      of.parts().stream().map(id -> other.getOrDefault(id, id)).toList();
                  open.put(day, new OpenDay(parts, of.until()));
                }
              });
    }

    /** Keeps the part without the user under its new id; false if it is damaged. */
    private boolean without(String attempt, Item row, ErasedUser user, Map<Long, Long> other) {
      try {
        Optional<byte[]> left = KeptCalls.with(row.bytes(DynamoDbUsage.BODY), user::without);
        if (left.isPresent()) {
          long id = DynamoDbUsage.idOf(left.get());
          Map<String, AttributeValue> attributes = new TreeMap<>(row.attributes());
          attributes.put(Tables.SK, Item.number(id));
          attributes.put(
              DynamoDbUsage.BODY, AttributeValue.fromB(SdkBytes.fromByteArray(left.get())));
          StoreCalls.batchWrite(
              attempt,
              client,
              tables.samples(),
              List.of(WriteRequest.builder().putRequest(p -> p.item(attributes)).build()));
          other.put(row.number(Tables.SK), id);
          replaced.add(key(row));
        }
        return true;
      } catch (IOException e) {
        replaced.add(key(row));
        return false;
      }
    }
  }

  private TransactWriteItem write(Item.Builder row, long version) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(tables.state())
                .item(row.number(Tables.VERSION, version + 1).build().attributes())
                .conditionExpression("ver = :ver")
                .expressionAttributeValues(Map.of(":ver", Item.number(version)))
                .build())
        .build();
  }

  private int calls(String attempt, OrgId org, Set<LocalDate> days) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (LocalDate day : days) {
      callsOf(attempt, org, day, false).forEach(row -> keys.add(key(row)));
    }
    delete(attempt, tables.samples(), keys);
    return keys.size();
  }

  private List<Item> callsOf(String attempt, OrgId org, LocalDate day, boolean whole) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(tables.samples())
            .keyConditionExpression(Tables.IN_PARTITION)
            .consistentRead(true)
            .expressionAttributeValues(
                Map.of(
                    ":pk",
                    AttributeValue.fromS(
                        Tables.ofCalls(org, DateTimeFormatter.BASIC_ISO_DATE.format(day)))));
    if (!whole) {
      query.projectionExpression(Tables.PK + ", " + Tables.SK);
    }
    return StoreCalls.queryAll(attempt, client, query.build());
  }

  private void delete(String attempt, String table, List<Map<String, AttributeValue>> keys) {
    StoreCalls.batchWrite(
        attempt,
        client,
        table,
        keys.stream()
            .map(key -> WriteRequest.builder().deleteRequest(d -> d.key(key)).build())
            .toList());
  }

  private void put(String attempt, Item row, byte[] body) {
    Map<String, AttributeValue> attributes = new TreeMap<>(row.attributes());
    attributes.put(DynamoDbUsage.BODY, AttributeValue.fromB(SdkBytes.fromByteArray(body)));
    StoreCalls.batchWrite(
        attempt,
        client,
        tables.state(),
        List.of(WriteRequest.builder().putRequest(p -> p.item(attributes)).build()));
  }

  private Optional<Item> row(String attempt, OrgId org, String name) {
    return StoreCalls.batchGet(
            attempt, client, tables.state(), List.of(Item.key(Tables.ofOrg(org), name)), true)
        .stream()
        .findFirst();
  }

  private List<Item> keysOf(String attempt, OrgId org, String prefix) {
    return rows(attempt, org, prefix, false);
  }

  private List<Item> rows(String attempt, OrgId org, String prefix, boolean whole) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(tables.state())
            .keyConditionExpression(
                Tables.IN_PARTITION + " AND begins_with(" + Tables.SK + ", :prefix)")
            .consistentRead(true)
            .expressionAttributeValues(
                Map.of(
                    ":pk",
                    AttributeValue.fromS(Tables.ofOrg(org)),
                    ":prefix",
                    AttributeValue.fromS(prefix)));
    if (!whole) {
      query.projectionExpression(Tables.PK + ", " + Tables.SK);
    }
    return StoreCalls.queryAll(attempt, client, query.build());
  }

  private static DayGroups groups(String attempt, Item row) {
    try {
      return DayForm.unpackGroups(row.bytes(DynamoDbUsage.BODY));
    } catch (IOException e) {
      throw new IllegalStateException(attempt + ": " + row.text(Tables.SK) + " is damaged", e);
    }
  }

  private static LocalDate day(String written) {
    return LocalDate.parse(written.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static Map<String, AttributeValue> key(Item row) {
    return Map.of(
        Tables.PK,
        row.attributes().getOrDefault(Tables.PK, AttributeValue.fromS("")),
        Tables.SK,
        row.attributes().getOrDefault(Tables.SK, AttributeValue.fromS("")));
  }
}
