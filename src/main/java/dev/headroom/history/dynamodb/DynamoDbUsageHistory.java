package dev.headroom.history.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.HistoryErasure;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.Sample;
import dev.headroom.history.SampleBlock;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Samples in the samples table, in blocks: {@code T#<org>#<yyyymmdd>} / slot of the newest, in
 * epoch seconds. What is added waits in the org's state until a block is complete.
 *
 * <p>Reads of past days are eventually consistent, which halves their cost. A day to which blocks
 * are still added is read consistently: what has left the state is in the table.
 */
public final class DynamoDbUsageHistory implements UsageHistory, HistoryErasure {
  private static final String PACKED = "p";
  private static final String OLDER = "b";

  /** The last block of a day is stored with the next sample after it. */
  private static final Duration SETTLED = Duration.ofHours(2);

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
    put(org, SampleBlock.of(sample));
  }

  private void put(OrgId org, SampleBlock block) {
    Item item = item(org, block);
    StoreCalls.call(
        "store the samples of " + org + " until " + block.newest().slot(),
        () -> client.putItem(b -> b.tableName(tables.samples()).item(item.attributes())));
  }

  @Override
  public void putAll(OrgId org, List<Sample> samples) {
    StoreCalls.batchWrite(
        "store samples of " + org,
        client,
        tables.samples(),
        blocks(samples).stream()
            .map(block -> item(org, block).attributes())
            .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
            .toList());
  }

  private List<SampleBlock> blocks(List<Sample> samples) {
    List<SampleBlock> blocks = new ArrayList<>();
    SampleBlock last = null;
    for (Sample sample : samples.stream().sorted(Comparator.comparing(Sample::slot)).toList()) {
      Optional<SampleBlock> longer =
          last == null ? Optional.empty() : last.with(sample, dictionary);
      if (longer.isPresent()) {
        blocks.removeLast();
      }
      last = longer.orElseGet(() -> SampleBlock.of(sample));
      blocks.add(last);
    }
    return blocks;
  }

  @Override
  public SampleBlock add(OrgId org, @Nullable SampleBlock waiting, Sample sample) {
    wholeSeconds(sample.slot());
    if (waiting == null) {
      return SampleBlock.of(sample);
    }
    Optional<SampleBlock> longer = waiting.with(sample, dictionary);
    if (longer.isEmpty()) {
      put(org, waiting);
    }
    return longer.orElseGet(() -> SampleBlock.of(sample));
  }

  private static void wholeSeconds(Instant slot) {
    if (!slot.equals(slot.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("slot " + slot + " is not in whole seconds");
    }
  }

  private Item item(OrgId org, SampleBlock block) {
    Instant slot = block.newest().slot();
    wholeSeconds(slot);
    Item.Builder item =
        Item.builder()
            .text(Tables.PK, partition(org, day(slot)))
            .seconds(Tables.SK, slot)
            .bytes(PACKED, SamplePacking.pack(block.newest().snapshot(), dictionary))
            .seconds(Tables.TTL, slot.plus(retention));
    byte[] older = block.older();
    return (older.length == 0 ? item : item.bytes(OLDER, older)).build();
  }

  @Override
  public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
    OptionalInt code = dictionary.find(limit);
    SortedMap<Instant, Reading> points = new TreeMap<>();
    if (code.isPresent()) {
      items(
          org,
          from,
          to,
          (item, wanted) ->
              SampleBlock.forEachReading(
                  code.getAsInt(),
                  item.seconds(Tables.SK),
                  SamplePacking.unpack(item.bytes(PACKED)).readings().get(code.getAsInt()),
                  older(item),
                  (slot, reading) -> wanted.keep(points, slot, reading)));
    }
    return new Series(
        limit,
        points.entrySet().stream().map(p -> new Series.Point(p.getKey(), p.getValue())).toList());
  }

  @Override
  public List<Sample> samples(OrgId org, Instant from, Instant to) {
    SortedMap<Instant, Sample> samples = new TreeMap<>();
    items(
        org,
        from,
        to,
        (item, wanted) -> {
          Sample newest =
              new Sample(
                  item.seconds(Tables.SK), SamplePacking.unpack(item.bytes(PACKED), dictionary));
          for (Sample sample : SampleBlock.samples(newest, older(item), dictionary)) {
            wanted.keep(samples, sample.slot(), sample);
          }
        });
    return List.copyOf(samples.values());
  }

  private static byte[] older(Item item) {
    return item.findBytes(OLDER).orElseGet(() -> new byte[0]);
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

  /**
   * The slots that are asked for and kept, in epoch seconds.
   *
   * @param own the slot of the item that is read: under it nothing older is kept
   */
  private record Wanted(long first, long last, long own) {
    <V> void keep(Map<Instant, V> all, Instant slot, V value) {
      long at = slot.getEpochSecond();
      if (at < first || at > last) {
        return;
      }
      if (at == own) {
        all.put(slot, value);
      } else {
        all.putIfAbsent(slot, value);
      }
    }
  }

  /** Passes on the items of a period, ascending, with one query per day. */
  private void items(OrgId org, Instant from, Instant to, BiConsumer<Item, Wanted> taker) {
    Instant now = clock.instant();
    // Nothing older is kept. Slots may be ahead of the clock, but only so far.
    Instant kept = now.minus(retention).plusNanos(1);
    Instant first = from.isAfter(kept) ? from : kept;
    Instant end = earlier(to, now.plus(retention));
    if (!first.isBefore(end)) {
      return;
    }
    long firstSlot = ceilSeconds(first);
    long lastSlot = ceilSeconds(end) - 1;
    LocalDate lastDay = day(Instant.ofEpochSecond(lastSlot));
    for (LocalDate day = day(first); !day.isAfter(lastDay); day = day.plusDays(1)) {
      for (Item item : query(org, day, firstSlot, lastSlot, now)) {
        try {
          taker.accept(
              item, new Wanted(firstSlot, lastSlot, item.seconds(Tables.SK).getEpochSecond()));
        } catch (CorruptSampleException e) {
          throw new CorruptSampleException(
              "the sample %s / %s cannot be read: %s"
                  .formatted(item.text(Tables.PK), item.number(Tables.SK), e.getMessage()),
              e);
        }
      }
    }
  }

  /** Returns one day's items that may have a slot of the period, ascending. */
  private List<Item> query(OrgId org, LocalDate day, long first, long last, Instant now) {
    Instant settled = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(SETTLED);
    return StoreCalls.queryAll(
        "read the samples of " + org + " of " + day,
        client,
        QueryRequest.builder()
            .tableName(tables.samples())
            .consistentRead(now.isBefore(settled))
            .keyConditionExpression(
                Tables.IN_PARTITION + " AND " + Tables.SK + " BETWEEN :first AND :last")
            // DynamoDB deletes expired items days later than specified.
            .filterExpression("#ttl > :now")
            .expressionAttributeNames(Map.of("#ttl", Tables.TTL))
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(partition(org, day)),
                    ":first", Item.number(first),
                    // A block is stored under its newest slot.
                    ":last", Item.number(last + SampleBlock.SPAN.toSeconds() - 1),
                    ":now", Item.number(now.getEpochSecond())))
            .build());
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

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
