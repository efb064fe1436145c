package dev.headroom.history.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.HistoryErasure;
import dev.headroom.history.LimitRollup;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.Resolution;
import dev.headroom.history.RolledDay;
import dev.headroom.history.RolledSeries;
import dev.headroom.history.Rollup;
import dev.headroom.history.RollupPacking;
import dev.headroom.history.RollupStore;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Rollups in the samples table: {@code H#<org>#<yyyymm>} / day holds the hours of a day, {@code
 * D#<org>#<yyyy>} / day the day as a whole, both sort keys being the day's beginning in epoch
 * seconds. The hours of a day are one item: an item for each would cost eight times as much to
 * write, because DynamoDB bills each by the whole kilobyte.
 *
 * <p>Reads are eventually consistent.
 */
public final class DynamoDbRollups implements RollupStore, HistoryErasure {
  /** How long after a day its hours are kept. */
  static final Duration HOURS_KEPT = Duration.ofDays(400);

  /** How long after a day it is kept: five years. */
  static final Duration DAYS_KEPT = Duration.ofDays(1826);

  private static final String PACKED = "p";
  private static final int HOURS = 24;

  /** Slots may be ahead of the clock, but only so far. */
  private static final Duration AHEAD = Duration.ofDays(2);

  private final DynamoDbClient client;
  private final Tables tables;
  private final NameDictionary dictionary;
  private final InstantSource clock;

  /**
   * Uses the samples table.
   *
   * @param clock the fleet's clock, by which rollups age
   */
  public DynamoDbRollups(
      DynamoDbClient client, Tables tables, NameDictionary dictionary, InstantSource clock) {
    this.client = client;
    this.tables = tables;
    this.dictionary = dictionary;
    this.clock = clock;
  }

  /** The two kinds of partition. */
  private enum Kind {
    HOURS_OF_DAY("yyyyMM", HOURS_KEPT),
    DAY("yyyy", DAYS_KEPT);

    final DateTimeFormatter form;
    final Duration kept;

    Kind(String form, Duration kept) {
      this.form = DateTimeFormatter.ofPattern(form, Locale.ROOT);
      this.kept = kept;
    }

    static Kind of(Resolution resolution) {
      return switch (resolution) {
        case HOUR -> HOURS_OF_DAY;
        case DAY -> DAY;
        case RAW -> throw new IllegalArgumentException("readings are no rollups");
      };
    }

    String partition(OrgId org, LocalDate day) {
      String period = form.format(day);
      return this == DAY ? Tables.ofDays(org, period) : Tables.ofHours(org, period);
    }

    /** Returns the first day of the partition after that of {@code day}. */
    LocalDate next(LocalDate day) {
      return this == DAY ? day.withDayOfYear(1).plusYears(1) : day.withDayOfMonth(1).plusMonths(1);
    }
  }

  @Override
  public void put(OrgId org, RolledDay day) {
    Map<LimitName, Integer> codes = dictionary.codesOf(day.hours().keySet());
    SortedMap<Integer, SortedMap<Integer, LimitRollup>> hours = new TreeMap<>();
    SortedMap<Integer, SortedMap<Integer, LimitRollup>> whole = new TreeMap<>();
    Instant start = start(day.day());
    day.hours()
        .forEach(
            (limit, points) -> {
              SortedMap<Integer, LimitRollup> places = new TreeMap<>();
              for (RolledSeries.Point point : points) {
                places.put((int) Duration.between(start, point.at()).toHours(), point.rollup());
              }
              hours.put(code(codes, limit), places);
            });
    day.limits()
        .forEach(
            (limit, rollup) -> whole.put(code(codes, limit), new TreeMap<>(Map.of(0, rollup))));
    // The day last: it says that the hours are there.
    if (!hours.isEmpty()) {
      put(org, Kind.HOURS_OF_DAY, day.day(), new RollupPacking.Coded(HOURS, hours));
    }
    put(org, Kind.DAY, day.day(), new RollupPacking.Coded(1, whole));
  }

  private void put(OrgId org, Kind kind, LocalDate day, RollupPacking.Coded coded) {
    Item item =
        Item.builder()
            .text(Tables.PK, kind.partition(org, day))
            .seconds(Tables.SK, start(day))
            .bytes(PACKED, RollupPacking.pack(coded))
            .seconds(Tables.TTL, start(day).plus(kind.kept))
            .build();
    StoreCalls.call(
        "store the rollups of " + org + " of " + day,
        () -> client.putItem(b -> b.tableName(tables.samples()).item(item.attributes())));
  }

  private static int code(Map<LimitName, Integer> codes, LimitName limit) {
    Integer code = codes.get(limit);
    if (code == null) {
      throw new IllegalStateException("the name " + limit + " has no code");
    }
    return code;
  }

  @Override
  public Optional<LocalDate> newest(OrgId org) {
    Instant now = clock.instant();
    LocalDate ahead = day(now.plus(AHEAD));
    // The year before, in January; and where nothing was made for a year there are no samples.
    LocalDate before = ahead.withDayOfYear(1).minusDays(1);
    for (LocalDate one : List.of(ahead, before)) {
      Optional<LocalDate> newest =
          StoreCalls.queryFirst(
                  "read the newest rollup of " + org,
                  client,
                  QueryRequest.builder()
                      .tableName(tables.samples())
                      .keyConditionExpression(Tables.IN_PARTITION)
                      .expressionAttributeValues(
                          Map.of(":pk", AttributeValue.fromS(Kind.DAY.partition(org, one))))
                      .scanIndexForward(false)
                      .limit(1)
                      .build(),
                  1)
              .stream()
              .findFirst()
              .map(item -> day(item.seconds(Tables.SK)));
      if (newest.isPresent()) {
        return newest;
      }
    }
    return Optional.empty();
  }

  @Override
  public RolledSeries series(
      OrgId org, LimitName limit, Resolution resolution, Instant from, Instant to) {
    OptionalInt code = dictionary.find(limit);
    List<RolledSeries.Point> points = new ArrayList<>();
    if (code.isPresent()) {
      for (Item item : items(org, Kind.of(resolution), from, to)) {
        SortedMap<Integer, LimitRollup> places = unpacked(item).limits().get(code.getAsInt());
        if (places != null) {
          places.forEach(
              (place, rollup) -> {
                Instant at = at(item, resolution, place);
                if (!at.isBefore(from) && at.isBefore(to)) {
                  points.add(new RolledSeries.Point(at, rollup));
                }
              });
        }
      }
    }
    return new RolledSeries(limit, resolution, points);
  }

  @Override
  public List<Rollup> rollups(OrgId org, Resolution resolution, Instant from, Instant to) {
    SortedMap<Instant, SortedMap<LimitName, LimitRollup>> rollups = new TreeMap<>();
    for (Item item : items(org, Kind.of(resolution), from, to)) {
      SortedMap<Integer, SortedMap<Integer, LimitRollup>> limits = unpacked(item).limits();
      Map<Integer, LimitName> names = dictionary.namesOf(limits.keySet());
      names.forEach(
          (code, name) ->
              limits
                  .getOrDefault(code, new TreeMap<>())
                  .forEach(
                      (place, rollup) -> {
                        Instant at = at(item, resolution, place);
                        if (!at.isBefore(from) && at.isBefore(to)) {
                          rollups.computeIfAbsent(at, a -> new TreeMap<>()).put(name, rollup);
                        }
                      }));
    }
    return rollups.entrySet().stream().map(e -> new Rollup(e.getKey(), e.getValue())).toList();
  }

  @Override
  public int erase(OrgId org) {
    Instant now = clock.instant();
    List<String> partitions = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      LocalDate end = day(now.plus(AHEAD));
      // What has expired may still be there.
      for (LocalDate day = day(now.minus(kind.kept).minus(AHEAD));
          !day.isAfter(end);
          day = kind.next(day)) {
        partitions.add(kind.partition(org, day));
      }
    }
    return Partitions.erase("erase the rollups of " + org, client, tables.samples(), partitions);
  }

  /** Returns the items of the days that a period touches, ascending, one query per partition. */
  private List<Item> items(OrgId org, Kind kind, Instant from, Instant to) {
    Instant now = clock.instant();
    Instant oldest = now.minus(kind.kept);
    Instant newest = now.plus(AHEAD);
    Instant first = Resolution.DAY.startOf(from.isAfter(oldest) ? from : oldest);
    Instant end = to.isBefore(newest) ? to : newest;
    List<Item> items = new ArrayList<>();
    for (LocalDate day = day(first); start(day).isBefore(end); day = kind.next(day)) {
      items.addAll(
          StoreCalls.queryAll(
              "read the rollups of " + org,
              client,
              QueryRequest.builder()
                  .tableName(tables.samples())
                  .keyConditionExpression(
                      Tables.IN_PARTITION + " AND " + Tables.SK + " BETWEEN :first AND :last")
                  // DynamoDB deletes expired items days later than specified.
                  .filterExpression("#ttl > :now")
                  .expressionAttributeNames(Map.of("#ttl", Tables.TTL))
                  .expressionAttributeValues(
                      Map.of(
                          ":pk", AttributeValue.fromS(kind.partition(org, day)),
                          ":first", Item.number(first.getEpochSecond()),
                          ":last", Item.number(end.getEpochSecond()),
                          ":now", Item.number(now.getEpochSecond())))
                  .build()));
    }
    return items;
  }

  private static RollupPacking.Coded unpacked(Item item) {
    try {
      return RollupPacking.unpack(item.bytes(PACKED));
    } catch (CorruptSampleException e) {
      throw new CorruptSampleException(
          "the rollup %s / %s cannot be read: %s"
              .formatted(item.text(Tables.PK), item.number(Tables.SK), e.getMessage()),
          e);
    }
  }

  private static Instant at(Item item, Resolution resolution, int place) {
    return item.seconds(Tables.SK).plus(resolution.length().multipliedBy(place));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
