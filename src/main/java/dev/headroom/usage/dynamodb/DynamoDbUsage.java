package dev.headroom.usage.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * {@link UsageStore} in the state table. Of each org {@code ELF} (which files were read) and {@code
 * INTEGRATIONS} (the registry), with one version; {@code USE#<yyyymmdd>}, a packed day; {@code
 * USG#<yyyymmdd>#<n>}, parts of its groups. Groups are written before the day that names them.
 */
@ApplicationScoped
public class DynamoDbUsage implements UsageStore {
  /** Totals are kept so long. */
  static final Period TOTALS = Period.ofDays(400);

  /** Users and addresses are kept so long. */
  static final Period DETAILS = Period.ofDays(90);

  private static final String BODY = "body";
  private static final String GROUP_ROWS = "groupRows";

  /** Of a row's body; a row may have 400 KB. */
  private static final int MAX_BODY_BYTES = 350_000;

  private static final int GROUPS_A_ROW = 2_500;

  private final DynamoDbClient client;
  private final Tables tables;

  /** The usage in these tables. */
  public DynamoDbUsage(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Memory memory(OrgId org) {
    String attempt = "read what is known of the usage of " + org;
    Map<String, Item> rows =
        StoreCalls.batchGet(
                attempt,
                client,
                tables.state(),
                List.of(
                    Item.key(Tables.ofOrg(org), Tables.USAGE_FILES),
                    Item.key(Tables.ofOrg(org), Tables.INTEGRATIONS)),
                true)
            .stream()
            .collect(Collectors.toMap(row -> row.text(Tables.SK), row -> row));
    Item files = rows.get(Tables.USAGE_FILES);
    Item integrations = rows.get(Tables.INTEGRATIONS);
    if (files == null || integrations == null) {
      return Memory.NONE;
    }
    try {
      return new Memory(
          files.number(Tables.VERSION),
          MemoryForm.unpackFiles(files.bytes(BODY)),
          MemoryForm.unpackRegistry(integrations.bytes(BODY)));
    } catch (IOException e) {
      throw new IllegalStateException(attempt + ": it is damaged", e);
    }
  }

  @Override
  public boolean save(OrgId org, Memory next, List<StoredDay> days, List<DayGroups> groups) {
    if (days.size() > MAX_DAYS) {
      throw new IllegalArgumentException(days.size() + " days at once");
    }
    Map<LocalDate, Integer> rows =
        groups.stream().collect(Collectors.toMap(DayGroups::day, g -> rowsOf(g).size()));
    String attempt = "keep the usage of " + org;
    StoreCalls.batchWrite(
        attempt,
        client,
        tables.state(),
        groups.stream().flatMap(g -> rows(org, g).stream()).map(DynamoDbUsage::put).toList());
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(memory(org, Tables.USAGE_FILES, next.version(), MemoryForm.pack(next.files())));
    writes.add(memory(org, Tables.INTEGRATIONS, next.version(), registry(next.registry())));
    for (StoredDay day : days) {
      Item row =
          Item.of(Tables.ofOrg(org), Tables.USAGE_PREFIX + written(day.day()))
              .number(GROUP_ROWS, (long) rows.getOrDefault(day.day(), 0))
              .number(Tables.TTL, ttl(day.day(), TOTALS))
              .bytes(BODY, body(day))
              .build();
      writes.add(
          TransactWriteItem.builder()
              .put(Put.builder().tableName(tables.state()).item(row.attributes()).build())
              .build());
    }
    return StoreCalls.conditionally(
            attempt, () -> client.transactWriteItems(t -> t.transactItems(writes)))
        == StoreCalls.Write.DONE;
  }

  @Override
  public List<StoredDay> days(OrgId org, LocalDate from, LocalDate to) {
    String attempt = "read the usage of " + org;
    List<StoredDay> days = new ArrayList<>();
    for (Item row :
        query(
            attempt, org, Tables.USAGE_PREFIX + written(from), Tables.USAGE_PREFIX + written(to))) {
      try {
        days.add(DayForm.unpackDay(row.bytes(BODY)));
      } catch (IOException e) {
        throw new IllegalStateException(attempt + ": " + row.text(Tables.SK) + " is damaged", e);
      }
    }
    return days;
  }

  @Override
  public Optional<DayGroups> groups(OrgId org, LocalDate day) {
    String attempt = "read the groups of " + org;
    List<Item> of =
        query(attempt, org, Tables.USAGE_PREFIX + written(day), Tables.USAGE_PREFIX + written(day));
    long count = of.isEmpty() ? 0 : of.getFirst().number(GROUP_ROWS);
    List<Item> rows =
        query(
            attempt,
            org,
            Tables.USAGE_GROUPS_PREFIX + written(day) + "#0",
            Tables.USAGE_GROUPS_PREFIX + written(day) + "#9");
    List<OwnGroup> groups = new ArrayList<>();
    long leftOut = 0;
    for (Item row : rows.subList(0, (int) Math.min(count, rows.size()))) {
      try {
        DayGroups part = DayForm.unpackGroups(row.bytes(BODY));
        groups.addAll(part.groups());
        leftOut += part.leftOut();
      } catch (IOException e) {
        throw new IllegalStateException(attempt + ": " + row.text(Tables.SK) + " is damaged", e);
      }
    }
    return count == 0 || rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new DayGroups(day, groups, leftOut));
  }

  private List<Item> query(String attempt, OrgId org, String from, String to) {
    return StoreCalls.queryAll(
        attempt,
        client,
        QueryRequest.builder()
            .tableName(tables.state())
            .keyConditionExpression(
                Tables.IN_PARTITION + " AND " + Tables.SK + " BETWEEN :from AND :to")
            .expressionAttributeValues(
                Map.of(
                    ":pk",
                    AttributeValue.fromS(Tables.ofOrg(org)),
                    ":from",
                    AttributeValue.fromS(from),
                    ":to",
                    AttributeValue.fromS(to)))
            .build());
  }

  private TransactWriteItem memory(OrgId org, String row, long version, byte[] body) {
    Put.Builder put =
        Put.builder()
            .tableName(tables.state())
            .item(
                Item.of(Tables.ofOrg(org), row)
                    .number(Tables.VERSION, version + 1)
                    .bytes(BODY, body)
                    .build()
                    .attributes());
    if (version == 0) {
      put.conditionExpression("attribute_not_exists(pk)");
    } else {
      put.conditionExpression("ver = :ver")
          .expressionAttributeValues(Map.of(":ver", Item.number(version)));
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  /** Small integrations are forgotten rather than that nothing is kept. */
  private static byte[] registry(IntegrationRegistry registry) {
    return fitting(registry.integrations().size(), most -> MemoryForm.pack(registry.largest(most)));
  }

  private static byte[] body(StoredDay day) {
    return fitting(day.parts().size(), most -> DayForm.pack(day.atMost(most)));
  }

  /** What is packed of as many parts as there is room for. */
  private static byte[] fitting(int parts, IntFunction<byte[]> pack) {
    int most = parts;
    byte[] body = pack.apply(most);
    while (body.length > MAX_BODY_BYTES && most > 1) {
      most /= 2;
      body = pack.apply(most);
    }
    return body;
  }

  private static List<List<OwnGroup>> rowsOf(DayGroups groups) {
    List<List<OwnGroup>> rows = new ArrayList<>();
    for (int at = 0; at < groups.groups().size(); at += GROUPS_A_ROW) {
      rows.add(groups.groups().subList(at, Math.min(groups.groups().size(), at + GROUPS_A_ROW)));
    }
    return rows;
  }

  private List<Item> rows(OrgId org, DayGroups groups) {
    List<Item> rows = new ArrayList<>();
    for (List<OwnGroup> part : rowsOf(groups)) {
      rows.add(
          Item.of(
                  Tables.ofOrg(org),
                  Tables.USAGE_GROUPS_PREFIX + written(groups.day()) + "#" + rows.size())
              .number(Tables.TTL, ttl(groups.day(), DETAILS))
              .bytes(BODY, DayForm.pack(groups.day(), part, rows.isEmpty() ? groups.leftOut() : 0))
              .build());
    }
    return rows;
  }

  private static WriteRequest put(Item item) {
    return WriteRequest.builder().putRequest(p -> p.item(item.attributes())).build();
  }

  private static String written(LocalDate day) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(day);
  }

  private static long ttl(LocalDate day, Period kept) {
    return day.plus(kept).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
