package dev.headroom.access.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.AccessDay;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.AuditMemory;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.access.json.PostureJson;
import dev.headroom.access.json.PostureReader;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import dev.headroom.org.UnstorableException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * {@link PostureStore} in the state table. For each org and day: {@code ACC#<yyyymmdd>}, the
 * posture without user names; {@code ACCPART#<yyyymmdd>#<seconds>#<n>}, the parts that do not fit
 * into that row; {@code ACCNAMES#<yyyymmdd>#<n>}, the names, which expire sooner; {@code
 * ACCDRIFT#<yyyymmdd>}, what changed. For each org: {@code ACCTOLD}, what the next audit has to
 * know. The posture is written last: the others mean nothing without it.
 */
public final class DynamoDbPostures implements PostureStore {
  private static final String BODY = "body";
  private static final String TAKEN_AT = "takenAt";
  private static final String PARTS = "parts";

  /** Limit for a row's body; a row may have 400 KB. */
  static final int MAX_BODY_BYTES = 350_000;

  /** A posture with more rows would have more than a million users. */
  private static final int MAX_PARTS = 100;

  private static final int NAMES_A_ROW = 5_000;

  private final DynamoDbClient client;
  private final Tables tables;
  private final PostureReader reader;
  private final InstantSource clock;
  private final Duration names;

  /**
   * Stores postures in these tables.
   *
   * @param clock the fleet's clock, by which user names are hidden
   * @param names how long names are kept
   */
  public DynamoDbPostures(
      DynamoDbClient client,
      Tables tables,
      AddressNotation notation,
      InstantSource clock,
      Duration names) {
    this.client = client;
    this.tables = tables;
    this.reader = new PostureReader(notation);
    this.clock = clock;
    this.names = names;
  }

  @Override
  public Optional<Posture> newest(OrgId org, LocalDate day) {
    String attempt = "read the access posture of " + org;
    List<Item> found =
        StoreCalls.queryFirst(attempt, client, newestOf(org, Tables.POSTURE_PREFIX, day), 1);
    return found.stream().findFirst().map(row -> posture(attempt, org, row));
  }

  private Posture posture(String attempt, OrgId org, Item row) {
    Posture posture = stored(attempt, org, row);
    LocalDate day = posture.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    return names(attempt, org, day).with(posture);
  }

  /** Returns the posture of a row, without names. */
  Posture stored(String attempt, OrgId org, Item row) {
    return reader.read(
        PackedJson.unpack(whole(attempt, org, row), attempt + ": " + row.text(Tables.SK)));
  }

  private byte[] whole(String attempt, OrgId org, Item row) {
    int parts = (int) row.number(PARTS);
    byte[] first = row.bytes(BODY);
    if (parts == 0) {
      return first;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(first);
    String day = row.text(Tables.SK).substring(Tables.POSTURE_PREFIX.length());
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (int n = 0; n < parts; n++) {
      keys.add(Item.key(Tables.ofOrg(org), part(day, row.number(TAKEN_AT), n)));
    }
    List<Item> found = StoreCalls.batchGet(attempt, client, tables.state(), keys, false);
    if (found.size() != parts) {
      throw new IllegalStateException(attempt + ": " + row.text(Tables.SK) + " lacks a part");
    }
    found.stream()
        .sorted(Comparator.comparing(item -> item.text(Tables.SK)))
        .forEach(item -> whole.writeBytes(item.bytes(BODY)));
    return whole.toByteArray();
  }

  private UserNames names(String attempt, OrgId org, LocalDate day) {
    return UserNames.of(isNamed(day) ? readNames(attempt, org, day) : Map.of());
  }

  private Map<String, String> readNames(String attempt, OrgId org, LocalDate day) {
    Map<String, String> byKey = new TreeMap<>();
    for (Item row : query(attempt, org, Tables.POSTURE_NAMES_PREFIX, day, day)) {
      PackedJson.unpack(row.bytes(BODY), attempt + ": " + row.text(Tables.SK))
          .properties()
          .forEach(name -> byKey.put(name.getKey(), name.getValue().asText()));
    }
    return byKey;
  }

  private boolean isNamed(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(names).isAfter(clock.instant());
  }

  @Override
  public List<AccessDay> days(OrgId org, LocalDate from, LocalDate to) {
    String attempt = "read what changed in the access of " + org;
    List<AccessDay> days = new ArrayList<>();
    // Most users of a change are still users: the names of a later day tell who they are.
    Map<String, String> later = new TreeMap<>();
    for (Item row : query(attempt, org, Tables.ACCESS_DAY_PREFIX, from, to).reversed()) {
      AccessDay day =
          AccessForms.readDay(
              PackedJson.unpack(row.bytes(BODY), attempt + ": " + row.text(Tables.SK)));
      LocalDate date = day.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
      if (!day.drift().isEmpty() && isNamed(date)) {
        UserNames names = UserNames.of(later);
        if (!names.know(day.drift())) {
          readNames(attempt, org, date).forEach(later::putIfAbsent);
          names = UserNames.of(later);
        }
        day = day.withDrift(names.with(day.drift()));
      } else {
        day = day.withDrift(UserNames.of(Map.of()).with(day.drift()));
      }
      days.addFirst(day);
    }
    return days;
  }

  @Override
  public Optional<AccessDay> newestDay(OrgId org, LocalDate day) {
    String attempt = "read how much is wrong with the access of " + org;
    return StoreCalls.queryFirst(attempt, client, newestOf(org, Tables.ACCESS_DAY_PREFIX, day), 1)
        .stream()
        .findFirst()
        .map(
            row ->
                AccessForms.readDay(
                    PackedJson.unpack(row.bytes(BODY), attempt + ": " + row.text(Tables.SK))));
  }

  private QueryRequest newestOf(OrgId org, String prefix, LocalDate day) {
    return between(org, prefix, "0", written(day)).toBuilder()
        .scanIndexForward(false)
        .limit(1)
        .build();
  }

  @Override
  public boolean save(OrgId org, Posture posture, AccessDay day) {
    LocalDate date = posture.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    String attempt = "keep the access posture of " + org;
    UserNames own = UserNames.in(posture, day);
    List<Item> rows = new ArrayList<>(nameRows(org, date, own));
    rows.add(
        row(org, Tables.ACCESS_DAY_PREFIX + written(date), date, Duration.ofDays(KEPT_DAYS))
            .bytes(
                BODY, PackedJson.pack(AccessForms.write(day.withDrift(own.without(day.drift())))))
            .build());
    byte[] body = PackedJson.pack(PostureJson.of(own.without(posture), List.of()));
    return save(attempt, org, posture.takenAt(), body, rows);
  }

  /** Replaces the posture of the same time with this one, without names. */
  void replace(String attempt, OrgId org, Posture posture) {
    byte[] body = PackedJson.pack(PostureJson.of(posture, List.of()));
    save(attempt, org, posture.takenAt(), body, List.of());
  }

  private boolean save(String attempt, OrgId org, Instant takenAt, byte[] body, List<Item> beside) {
    LocalDate date = takenAt.atZone(ZoneOffset.UTC).toLocalDate();
    Duration kept = Duration.ofDays(KEPT_DAYS);
    List<Item> rows = new ArrayList<>(beside);
    int parts = 0;
    for (int from = MAX_BODY_BYTES; from < body.length; from += MAX_BODY_BYTES) {
      byte[] part = Arrays.copyOfRange(body, from, Math.min(body.length, from + MAX_BODY_BYTES));
      rows.add(
          row(org, part(written(date), takenAt.getEpochSecond(), parts), date, kept)
              .bytes(BODY, part)
              .build());
      parts++;
    }
    if (parts > MAX_PARTS) {
      throw new UnstorableException(
          attempt, "it is larger than " + MAX_PARTS + " rows", new IllegalStateException());
    }
    StoreCalls.batchWrite(
        attempt,
        client,
        tables.state(),
        rows.stream()
            .map(r -> WriteRequest.builder().putRequest(p -> p.item(r.attributes())).build())
            .toList());
    Item head =
        row(org, Tables.POSTURE_PREFIX + written(date), date, kept)
            .seconds(TAKEN_AT, takenAt)
            .number(PARTS, (long) parts)
            .bytes(BODY, Arrays.copyOf(body, Math.min(body.length, MAX_BODY_BYTES)))
            .build();
    return StoreCalls.conditionally(
            attempt,
            () ->
                client.putItem(
                    p ->
                        p.tableName(tables.state())
                            .item(head.attributes())
                            .conditionExpression(Tables.IS_NEW + " OR takenAt <= :at")
                            .expressionAttributeValues(
                                Map.of(":at", Item.number(takenAt.getEpochSecond())))))
        == Write.DONE;
  }

  private List<Item> nameRows(OrgId org, LocalDate date, UserNames own) {
    List<Item> rows = new ArrayList<>();
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> name : own.byKey().entrySet()) {
      names.put(name.getKey(), name.getValue());
      if (names.size() == NAMES_A_ROW) {
        rows.add(nameRow(org, date, rows.size(), names));
        names = JsonNodeFactory.instance.objectNode();
      }
    }
    // Also an empty one: it replaces that of an earlier audit of the day.
    rows.add(nameRow(org, date, rows.size(), names));
    return rows;
  }

  private Item nameRow(OrgId org, LocalDate date, int n, ObjectNode names) {
    return row(org, Tables.POSTURE_NAMES_PREFIX + written(date) + "#" + n, date, this.names)
        .bytes(BODY, PackedJson.pack(names))
        .build();
  }

  @Override
  public AuditMemory memory(OrgId org) {
    String attempt = "read what is known of the access of " + org;
    GetItemResponse found =
        StoreCalls.call(
            attempt,
            () ->
                client.getItem(
                    g ->
                        g.tableName(tables.state())
                            .key(Item.key(Tables.ofOrg(org), Tables.AUDIT_MEMORY))
                            .consistentRead(true)));
    if (!found.hasItem() || found.item().isEmpty()) {
      return AuditMemory.NONE;
    }
    Item row = new Item(found.item());
    return AccessForms.readMemory(
        row.number(Tables.VERSION), PackedJson.unpack(row.bytes(BODY), attempt));
  }

  @Override
  public boolean remember(OrgId org, AuditMemory next) {
    Item row =
        Item.of(Tables.ofOrg(org), Tables.AUDIT_MEMORY)
            .number(Tables.VERSION, next.version() + 1)
            .bytes(BODY, PackedJson.pack(AccessForms.write(next)))
            .build();
    return StoreCalls.conditionally(
            "keep what is known of the access of " + org,
            () ->
                client.putItem(
                    p -> {
                      p.tableName(tables.state()).item(row.attributes());
                      if (next.version() == 0) {
                        p.conditionExpression(Tables.IS_NEW);
                        return;
                      }
                      p.conditionExpression(Tables.VERSION + " = :ver")
                          .expressionAttributeValues(Map.of(":ver", Item.number(next.version())));
                    }))
        == Write.DONE;
  }

  @Override
  public int erase(OrgId org) {
    return new Erasure(client, tables).all(org);
  }

  @Override
  public int erase(OrgId org, String user) {
    return new Erasure(client, tables).user(org, user, this);
  }

  private Item.Builder row(OrgId org, String sk, LocalDate day, Duration kept) {
    return Item.of(Tables.ofOrg(org), sk)
        .seconds(Tables.TTL, day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(kept));
  }

  private List<Item> query(String attempt, OrgId org, String prefix, LocalDate from, LocalDate to) {
    return StoreCalls.queryAll(attempt, client, between(org, prefix, written(from), written(to)));
  }

  private QueryRequest between(OrgId org, String prefix, String from, String to) {
    return QueryRequest.builder()
        .tableName(tables.state())
        .keyConditionExpression(
            Tables.IN_PARTITION + " AND " + Tables.SK + " BETWEEN :from AND :to")
        .expressionAttributeValues(
            Map.of(
                ":pk",
                AttributeValue.fromS(Tables.ofOrg(org)),
                ":from",
                AttributeValue.fromS(prefix + from),
                ":to",
                // Whatever follows a day in a key begins with a character before this one.
                AttributeValue.fromS(prefix + to + "~")))
        .build();
  }

  private static String part(String day, long seconds, int n) {
    return Tables.POSTURE_PARTS_PREFIX + day + "#" + seconds + "#" + "%03d".formatted(n);
  }

  private static String written(LocalDate day) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(day);
  }
}
