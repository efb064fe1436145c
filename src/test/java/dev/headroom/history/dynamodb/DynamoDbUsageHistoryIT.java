package dev.headroom.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.RealLimits;
import dev.headroom.history.Sample;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.UsageHistoryContract;
import dev.headroom.limits.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
}
