package dev.headroom.history.dynamodb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.RealLimits;
import dev.headroom.history.Sample;
import dev.headroom.history.SampleBlock;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.UsageHistoryContract;
import dev.headroom.limits.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbUsageHistoryIT extends UsageHistoryContract {
  private final TestDynamoDb db = TestDynamoDb.create();
  private final MeteredDynamoDb meter = new MeteredDynamoDb(db.client());

  @Override
  protected UsageHistory create(InstantSource clock) {
    return new DynamoDbUsageHistory(
        meter.client(),
        db.tables(),
        new DynamoDbNameDictionary(meter.client(), db.tables()),
        clock,
        RETENTION);
  }

  @Test
  void oneSampleOf94LimitsIsOneWriteUnit() {
    UsageHistory history = create(InstantSource.fixed(NOON));
    Snapshot large = RealLimits.read(RealLimits.LARGE);
    assertThat(large.readings()).hasSize(94);
    history.put(ORG, new Sample(NOON, large));
    meter.reset();
    history.put(ORG, new Sample(NOON.plusSeconds(300), large));
    System.out.println("one sample of 94 limits: " + meter.summary());
    assertThat(meter.writeUnits()).isEqualTo(1.0);
    assertThat(meter.readUnits()).isZero();
    assertThat(meter.calls()).containsExactly("putItem");
  }

  @Test
  void aRangeIsOneQueryADay() {
    UsageHistory history = create(InstantSource.fixed(NOON));
    history.put(ORG, calls(NOON, 1));
    meter.reset();
    Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
    history.raw(ORG, CALLS, midnight, midnight.plus(Duration.ofDays(1)));
    assertThat(meter.calls()).containsExactly("query");
    meter.reset();
    history.raw(ORG, CALLS, NOON.minus(Duration.ofDays(1)), NOON);
    assertThat(meter.calls()).containsExactly("query", "query");
    meter.reset();
    history.raw(ORG, CALLS, NOON, NOON);
    assertThat(meter.calls()).isEmpty();
  }

  @Test
  void everySampleHasItsTimeToLive() {
    create(InstantSource.fixed(NOON)).put(ORG, calls(NOON, 1));
    Item item = db.allSamples().getFirst();
    assertThat(item.text("pk")).isEqualTo("T#acme-prod#20261125");
    assertThat(item.number("sk")).isEqualTo(NOON.getEpochSecond());
    assertThat(item.seconds("ttl")).isEqualTo(NOON.plus(RETENTION));
  }

  @Test
  void aDamagedSampleIsNamed() {
    UsageHistory history = create(InstantSource.fixed(NOON));
    history.put(ORG, calls(NOON, 1));
    db.client()
        .putItem(
            b ->
                b.tableName(db.tables().samples())
                    .item(
                        Item.builder()
                            .text("pk", "T#acme-prod#20261125")
                            .seconds("sk", NOON)
                            .seconds("ttl", NOON.plus(RETENTION))
                            .with("p", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[1])))
                            .build()
                            .attributes()));
    assertThatThrownBy(() -> history.raw(ORG, CALLS, NOON, NOON.plusSeconds(1)))
        .isInstanceOf(CorruptSampleException.class)
        .hasMessageStartingWith("the sample T#acme-prod#20261125 / 1795608000 cannot be read: ");
  }

  @Test
  void samplesThatAreAddedAreStoredInBlocksAndNothingTwice() {
    UsageHistory history = create(() -> now);
    SampleBlock waiting = null;
    for (int i = 0; i < 300; i++) {
      now = NOON.plusSeconds(300L * i);
      waiting = history.add(ORG, waiting, calls(now, i % 90));
    }
    List<Sample> stored = history.samples(ORG, NOON, Instant.MAX);
    List<Sample> all = new ArrayList<>(stored);
    all.addAll(
        requireNonNull(waiting).samples(new DynamoDbNameDictionary(db.client(), db.tables())));
    assertThat(all)
        .isEqualTo(
            IntStream.range(0, 300)
                .mapToObj(i -> calls(NOON.plusSeconds(300L * i), i % 90))
                .toList());
    // Each of three hours, and none goes over midnight; an hour waits.
    assertThat(db.allSamples()).hasSize(8);
    assertThat(history.raw(ORG, CALLS, NOON, Instant.MAX).points()).hasSameSizeAs(stored);
    // Adding again what is full stores the same again.
    SampleBlock full = waiting;
    Instant later = now.plus(SampleBlock.SPAN);
    history.add(ORG, full, calls(later, 1));
    history.add(ORG, full, calls(later, 1));
    assertThat(history.samples(ORG, NOON, later)).hasSize(300);
  }

  @Test
  void aPartOfABlockIsFoundByItsOwnSlots() {
    UsageHistory history = create(() -> now);
    history.putAll(
        ORG, IntStream.range(0, 12).mapToObj(i -> calls(NOON.plusSeconds(300L * i), i)).toList());
    assertThat(db.allSamples()).hasSize(1);
    Instant third = NOON.plusSeconds(900);
    assertThat(history.samples(ORG, third, third.plusSeconds(1))).containsExactly(calls(third, 3));
    assertThat(history.raw(ORG, CALLS, third, third.plusSeconds(301)).points()).hasSize(2);
    // What is past its retention is left out, though its block is not.
    now = third.plus(RETENTION);
    assertThat(history.samples(ORG, NOON, Instant.MAX)).hasSize(8);
    assertThat(history.raw(ORG, CALLS, Instant.MIN, Instant.MAX).points()).hasSize(8);
  }

  @Test
  void aSampleOfItsOwnIsTheOneThatCountsForItsSlot() {
    UsageHistory history = create(() -> now);
    history.putAll(
        ORG, IntStream.range(0, 6).mapToObj(i -> calls(NOON.plusSeconds(300L * i), i)).toList());
    history.put(ORG, calls(NOON.plusSeconds(300), 77));
    history.put(ORG, calls(NOON.plusSeconds(450), 78));
    assertThat(history.raw(ORG, CALLS, NOON, NOON.plusSeconds(700)).points())
        .extracting(p -> p.reading().used())
        .containsExactly(0L, 77L, 78L, 2L);
    assertThat(history.samples(ORG, NOON, NOON.plusSeconds(700)))
        .extracting(s -> requireNonNull(s.snapshot().readings().get(CALLS)).used())
        .containsExactly(0L, 77L, 78L, 2L);
  }

  @Test
  void aDayToWhichBlocksAreAddedIsReadConsistently() {
    UsageHistory history = create(() -> now);
    history.put(ORG, calls(NOON, 1));
    history.put(ORG, calls(NOON.minus(Duration.ofDays(1)), 1));
    now = Instant.parse("2026-11-26T01:59:00Z");
    assertThat(unitsOfReading(history, NOON)).isEqualTo(1.0);
    now = Instant.parse("2026-11-26T02:00:00Z");
    assertThat(unitsOfReading(history, NOON)).isEqualTo(0.5);
    assertThat(unitsOfReading(history, NOON.minus(Duration.ofDays(1)))).isEqualTo(0.5);
  }

  private double unitsOfReading(UsageHistory history, Instant slot) {
    meter.reset();
    assertThat(history.samples(ORG, slot, slot.plusSeconds(1))).hasSize(1);
    return meter.readUnits();
  }

  @Test
  void aSlotThatIsNotInWholeSecondsIsRefusedWhenItIsAdded() {
    assertThatThrownBy(() -> create(() -> now).add(ORG, null, calls(NOON.plusMillis(1), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not in whole seconds");
  }
}
