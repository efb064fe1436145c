package dev.headroom.history.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.HistoryErasure;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.Sample;
import dev.headroom.history.SamplePacking;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Samples in the samples table: {@code T#<org>#<yyyymmdd>} / slot, in epoch seconds.
 *
 * <p>Reads are eventually consistent, which halves their cost: a sample of the last second may be
 * missing from a series.
 */
public final class DynamoDbUsageHistory implements UsageHistory, HistoryErasure {
  private static final String PACKED = "p";

  /** Slots may be ahead of the clock, but only so far. */
  private static final Duration AHEAD = Duration.ofDays(2);

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final DynamoDbClient client;
  private final Tables tables;
  private final NameDictionary dictionary;
  private final InstantSource clock;
  private final Duration retention;

  /**
   * Uses the samples table.
   *
   * @param clock the fleet's clock, which slots refer to
   * @param retention how long after its slot a sample is kept, 1 hour to 400 days
   */
  public DynamoDbUsageHistory(
      DynamoDbClient client,
      Tables tables,
      NameDictionary dictionary,
      InstantSource clock,
      Duration retention) {
    if (retention.compareTo(Duration.ofHours(1)) < 0
        || retention.compareTo(Duration.ofDays(400)) > 0) {
      throw new IllegalArgumentException(
          "headroom.history.raw-retention is " + retention + ": use PT1H to P400D");
    }
    this.client = client;
    this.tables = tables;
    this.dictionary = dictionary;
    this.clock = clock;
    this.retention = retention;
  }

  @Override
  public void put(OrgId org, Sample sample) {
    Item item = item(org, sample);
    StoreCalls.call(
        "store the sample of " + org + " at " + sample.slot(),
        () -> client.putItem(b -> b.tableName(tables.samples()).item(item.attributes())));
  }

  @Override
  public void putAll(OrgId org, List<Sample> samples) {
    StoreCalls.batchWrite(
        "store samples of " + org,
        client,
        tables.samples(),
        samples.stream()
            .map(sample -> item(org, sample).attributes())
            .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
            .toList());
  }

  private Item item(OrgId org, Sample sample) {
    Instant slot = sample.slot();
    if (!slot.equals(slot.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("slot " + slot + " is not in whole seconds");
    }
    return Item.builder()
        .text(Tables.PK, partition(org, day(slot)))
        .seconds(Tables.SK, slot)
        .bytes(PACKED, SamplePacking.pack(sample.snapshot(), dictionary))
        .seconds(Tables.TTL, slot.plus(retention))
        .build();
  }

  @Override
  public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
    OptionalInt code = dictionary.find(limit);
    List<Series.Point> points = new ArrayList<>();
    if (code.isPresent()) {
      items(org, from, to, item -> addPoint(points, item, code.getAsInt()));
    }
    return new Series(limit, points);
  }

  @Override
  public List<Sample> samples(OrgId org, Instant from, Instant to) {
    List<Sample> samples = new ArrayList<>();
    items(org, from, to, item -> samples.add(sample(item)));
    return samples;
  }

  @Override
  public int erase(OrgId org) {
    Instant now = clock.instant();
    LocalDate end = day(now.plus(AHEAD));
    List<String> partitions = new ArrayList<>();
    // What has expired may still be there.
    for (LocalDate day = day(now.minus(retention).minus(AHEAD));
        !day.isAfter(end);
        day = day.plusDays(1)) {
      partitions.add(partition(org, day));
    }
    return Partitions.erase("erase the samples of " + org, client, tables.samples(), partitions);
  }

  /** Passes on the items of a period, ascending, with one query per day. */
  private void items(OrgId org, Instant from, Instant to, Consumer<Item> taker) {
    Instant now = clock.instant();
    // Nothing older is kept. Slots may be ahead of the clock, but only so far.
    Instant first = later(from, now.minus(retention));
    Instant end = earlier(to, now.plus(retention));
    if (!first.isBefore(end)) {
      return;
    }
    long firstSlot = ceilSeconds(first);
    long lastSlot = ceilSeconds(end) - 1;
    LocalDate lastDay = day(Instant.ofEpochSecond(lastSlot));
    for (LocalDate day = day(first); !day.isAfter(lastDay); day = day.plusDays(1)) {
      query(org, day, firstSlot, lastSlot, now).forEach(taker);
    }
  }

  /** Returns one day's items, ascending by slot. */
  private List<Item> query(OrgId org, LocalDate day, long first, long last, Instant now) {
    return StoreCalls.queryAll(
        "read the samples of " + org + " of " + day,
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
                    ":pk", AttributeValue.fromS(partition(org, day)),
                    ":first", Item.number(first),
                    ":last", Item.number(last),
                    ":now", Item.number(now.getEpochSecond())))
            .build());
  }

  private static void addPoint(List<Series.Point> points, Item item, int code) {
    Reading reading =
        unpacked(item, () -> SamplePacking.unpack(item.bytes(PACKED))).readings().get(code);
    if (reading != null) {
      points.add(new Series.Point(item.seconds(Tables.SK), reading));
    }
  }

  private Sample sample(Item item) {
    return new Sample(
        item.seconds(Tables.SK),
        unpacked(item, () -> SamplePacking.unpack(item.bytes(PACKED), dictionary)));
  }

  private static <T> T unpacked(Item item, Supplier<T> unpack) {
    try {
      return unpack.get();
    } catch (CorruptSampleException e) {
      throw new CorruptSampleException(
          "the sample %s / %s cannot be read: %s"
              .formatted(item.text(Tables.PK), item.number(Tables.SK), e.getMessage()),
          e);
    }
  }

  private static String partition(OrgId org, LocalDate day) {
    return Tables.ofSamples(org, DAY.format(day));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static long ceilSeconds(Instant time) {
    return time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
