package dev.headroom.usage.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * {@link UsageStore} in the state table. For each org {@code ELF} (which files were read, which
 * days are open, and names that are users' or addresses) and {@code INTEGRATIONS} (the registry),
 * with one version; {@code USE#<yyyymmdd>}, a packed day; {@code USG#<yyyymmdd>#<n>}, parts of its
 * groups, which are written before the day that names them. For all orgs {@code META} / {@code
 * HOURLY}, a set of ids. In the samples table {@code C#<org>#<yyyymmdd>}, the calls of open days.
 */
public final class DynamoDbUsage implements UsageStore {
  /** How long totals are kept. */
  static final Period TOTALS = Period.ofDays(400);

  static final String BODY = "body";
  static final String NAMES = "names";
  private static final String GROUP_ROWS = "groupRows";
  static final String ORGS = "orgs";

  /** Limit for a row's body; a row may have 400 KB. */
  private static final int MAX_BODY_BYTES = 350_000;

  private static final AttributeValue NO_ORGS = AttributeValue.builder().build();

  private static final int GROUPS_A_ROW = 2_500;

  /** How long calls that are no longer needed stay there. */
  private static final Duration GRACE = Duration.ofDays(1);

  private final DynamoDbClient client;
  private final Tables tables;
  private final Duration details;

  /**
   * Uses these tables.
   *
   * @param details how long names of users and addresses are kept, counted from the day
   */
  public DynamoDbUsage(DynamoDbClient client, Tables tables, Duration details) {
    this.client = client;
    this.tables = tables;
    this.details = details;
  }

  @Override
  public Memory memory(OrgId org) {
    String attempt = "read which event log files of " + org + " were read";
    Optional<Item> row = item(attempt, org, Tables.USAGE_FILES);
    try {
      return row.isEmpty()
          ? Memory.NONE
          : MemoryForm.unpackMemory(row.get().number(Tables.VERSION), row.get().bytes(BODY));
    } catch (IOException e) {
      throw new IllegalStateException(attempt + ": it is damaged", e);
    }
  }

  @Override
  public IntegrationRegistry registry(OrgId org) {
    String attempt = "read the integrations of " + org;
    Optional<Item> row = item(attempt, org, Tables.INTEGRATIONS);
    try {
      return row.isEmpty()
          ? IntegrationRegistry.NONE
          : MemoryForm.unpackRegistry(row.get().bytes(BODY));
    } catch (IOException e) {
      throw new IllegalStateException(attempt + ": they are damaged", e);
    }
  }

  private Optional<Item> item(String attempt, OrgId org, String row) {
    return StoreCalls.batchGet(
            attempt, client, tables.state(), List.of(Item.key(Tables.ofOrg(org), row)), true)
        .stream()
        .findFirst();
  }

  @Override
  public boolean save(
      OrgId org,
      Memory next,
      IntegrationRegistry registry,
      List<StoredDay> days,
      List<DayGroups> groups) {
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
    Names names = names(org).with(days, registry, (int) details.toDays());
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        memory(
            Item.of(Tables.ofOrg(org), Tables.USAGE_FILES)
                .bytes(BODY, MemoryForm.pack(next))
                .bytes(NAMES, names.pack()),
            next.version()));
    writes.add(
        memory(
            Item.of(Tables.ofOrg(org), Tables.INTEGRATIONS).bytes(BODY, packed(registry)),
            next.version()));
    for (StoredDay day : days) {
      Item row =
          Item.of(Tables.ofOrg(org), Tables.USAGE_PREFIX + written(day.day()))
              .number(GROUP_ROWS, (long) rows.getOrDefault(day.day(), 0))
              .number(Tables.TTL, ttl(day.day().plus(TOTALS)))
              .bytes(BODY, body(names.without(day)))
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

  /** The names of integrations, and which ids became one. */
  private Names names(OrgId org) {
    String attempt = "read the names of integrations of " + org;
    Optional<Item> row = item(attempt, org, Tables.USAGE_FILES);
    try {
      Optional<byte[]> packed = row.flatMap(r -> r.findBytes(NAMES));
      return packed.isEmpty() ? Names.NONE : Names.unpack(packed.get());
    } catch (IOException e) {
      throw new IllegalStateException(attempt + ": they are damaged", e);
    }
  }

  @Override
  public List<StoredDay> days(OrgId org, LocalDate from, LocalDate to) {
    String attempt = "read the usage of " + org;
    List<StoredDay> days = new ArrayList<>();
    Names names = names(org);
    for (Item row :
        query(
            attempt, org, Tables.USAGE_PREFIX + written(from), Tables.USAGE_PREFIX + written(to))) {
      try {
        days.add(names.with(DayForm.unpackDay(row.bytes(BODY))));
      } catch (IOException e) {
        throw new IllegalStateException(attempt + ": " + row.text(Tables.SK) + " is damaged", e);
      }
    }
    return days;
  }

  @Override
  public long keep(OrgId org, LocalDate day, byte[] part, Instant until) {
    long id = idOf(part);
    Item item =
        Item.builder()
            .text(Tables.PK, Tables.ofCalls(org, written(day)))
            .number(Tables.SK, id)
            .bytes(BODY, part)
            .seconds(Tables.TTL, until.plus(GRACE))
            .build();
    StoreCalls.call(
        "keep calls of " + org + " of " + day,
        () -> client.putItem(p -> p.tableName(tables.samples()).item(item.attributes())));
    return id;
  }

  @Override
  public Optional<List<byte[]>> kept(OrgId org, LocalDate day, List<Long> parts) {
    List<Map<String, AttributeValue>> keys =
        parts.stream()
            .map(
                id ->
                    Map.of(
                        Tables.PK,
                        AttributeValue.fromS(Tables.ofCalls(org, written(day))),
                        Tables.SK,
                        Item.number(id)))
            .toList();
    List<byte[]> found =
        StoreCalls.batchGet(
                "read calls of " + org + " of " + day, client, tables.samples(), keys, true)
            .stream()
            .map(item -> item.bytes(BODY))
            .toList();
    return found.size() == parts.size() ? Optional.of(found) : Optional.empty();
  }

  /** 63 bits of a hash: equal bytes have the same id, others a different one. */
  static long idOf(byte[] part) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(part);
      return ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public Set<OrgId> hourly() {
    return StoreCalls.batchGet(
            "read which orgs have hourly files",
            client,
            tables.state(),
            List.of(Item.key(Tables.META, Tables.HOURLY_FILES)),
            false)
        .stream()
        .flatMap(row -> row.attributes().getOrDefault(ORGS, NO_ORGS).ss().stream())
        .map(OrgId::new)
        .collect(Collectors.toSet());
  }

  @Override
  public void noteHourly(OrgId org, boolean hourly) {
    StoreCalls.call(
        "note whether " + org + " has hourly files",
        () ->
            client.updateItem(
                u ->
                    u.tableName(tables.state())
                        .key(Item.key(Tables.META, Tables.HOURLY_FILES))
                        .updateExpression((hourly ? "ADD " : "DELETE ") + ORGS + " :org")
                        .expressionAttributeValues(
                            Map.of(":org", AttributeValue.fromSs(List.of(org.value()))))));
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

  private TransactWriteItem memory(Item.Builder row, long version) {
    Put.Builder put =
        Put.builder()
            .tableName(tables.state())
            .item(row.number(Tables.VERSION, version + 1).build().attributes());
    if (version == 0) {
      put.conditionExpression(Tables.IS_NEW);
    } else {
      put.conditionExpression("ver = :ver")
          .expressionAttributeValues(Map.of(":ver", Item.number(version)));
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  /** Small integrations are forgotten rather than storing nothing. */
  private static byte[] packed(IntegrationRegistry registry) {
    return fitting(registry.integrations().size(), most -> MemoryForm.pack(registry.largest(most)));
  }

  private static byte[] body(StoredDay day) {
    return fitting(day.parts().size(), most -> DayForm.pack(day.atMost(most)));
  }

  /** As many packed parts as there is room for. */
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
              .number(Tables.TTL, ttl(groups.day().plusDays(details.toDays())))
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

  private static long ttl(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
