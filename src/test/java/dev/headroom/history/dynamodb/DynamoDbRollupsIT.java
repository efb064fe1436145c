package dev.headroom.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.RealLimits;
import dev.headroom.history.Resolution;
import dev.headroom.history.RolledDay;
import dev.headroom.history.RollupStoreContract;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DynamoDbRollupsIT extends RollupStoreContract {
  private final TestDynamoDb db = TestDynamoDb.create();
  private final MeteredDynamoDb meter = new MeteredDynamoDb(db.client());
  private final NameDictionary dictionary = new DynamoDbNameDictionary(meter.client(), db.tables());

  @Override
  protected DynamoDbRollups create(InstantSource clock) {
    return new DynamoDbRollups(meter.client(), db.tables(), dictionary, clock);
  }

  @Test
  void aDayIsTwoItemsThatExpire() {
    create(() -> now).put(ORG, day(DAY, CALLS, 3, 4));
    assertThat(db.allSamples())
        .extracting(
            item -> item.text("pk") + " / " + item.seconds("sk"),
            item -> Duration.between(item.seconds("sk"), item.seconds("ttl")).toDays())
        .containsExactlyInAnyOrder(
            tuple("H#acme-prod#202611 / 2026-11-25T00:00:00Z", 400L),
            tuple("D#acme-prod#2026 / 2026-11-25T00:00:00Z", 1826L));
  }

  @Test
  void whatIsPastItsTimeIsNotRead() {
    DynamoDbRollups store = create(() -> now);
    store.put(ORG, day(DAY, CALLS, 3));
    Instant from = midnight(DAY);
    now = from.plus(Duration.ofDays(399));
    assertThat(store.series(ORG, CALLS, Resolution.HOUR, from, now).points()).hasSize(1);
    now = from.plus(Duration.ofDays(400));
    assertThat(store.series(ORG, CALLS, Resolution.HOUR, from, now).points()).isEmpty();
    assertThat(store.series(ORG, CALLS, Resolution.DAY, from, now).points()).hasSize(1);
    now = from.plus(Duration.ofDays(1826));
    assertThat(store.series(ORG, CALLS, Resolution.DAY, from, now).points()).isEmpty();
  }

  /** What the bill counts: 94 limits, ten of which move every five minutes. */
  @Test
  void aDayOf94LimitsCostsFourWriteUnits() {
    DynamoDbRollups store = create(() -> now);
    DynamoDbUsageHistory history =
        new DynamoDbUsageHistory(
            meter.client(), db.tables(), dictionary, () -> now, Duration.ofDays(30));
    history.putAll(ORG, busyDay());
    List<Sample> samples = history.samples(ORG, midnight(DAY), midnight(DAY.plusDays(1)));
    meter.reset();
    store.newest(ORG);
    history.samples(ORG, midnight(DAY).minus(Duration.ofHours(2)), midnight(DAY.plusDays(1)));
    System.out.println("reading a day to roll up: " + meter.summary());
    assertThat(meter.readUnits()).isLessThanOrEqualTo(20);
    meter.reset();
    store.put(ORG, RolledDay.of(DAY, samples));
    System.out.println("storing a day's rollups: " + meter.summary());
    assertThat(meter.writeUnits()).isEqualTo(4.0);
    meter.reset();
    store.series(ORG, LimitName.DAILY_API_REQUESTS, Resolution.HOUR, midnight(DAY), now);
    assertThat(meter.calls()).containsExactly("query");
  }

  @Test
  void anOrgIsErasedWhole() {
    DynamoDbRollups store = create(() -> now);
    DynamoDbUsageHistory history =
        new DynamoDbUsageHistory(
            meter.client(), db.tables(), dictionary, () -> now, Duration.ofDays(30));
    OrgId other = new OrgId("acme-prod2");
    store.put(ORG, day(DAY, CALLS, 3));
    store.put(ORG, day(DAY.minusDays(390), CALLS, 3));
    store.put(other, day(DAY, CALLS, 3));
    history.put(ORG, busyDay().getFirst());
    history.put(other, busyDay().getFirst());
    assertThat(history.and(store).erase(ORG)).isEqualTo(5);
    assertThat(db.allSamples()).hasSize(3).allMatch(i -> i.text("pk").contains("#acme-prod2#"));
    assertThat(history.and(store).erase(ORG)).isZero();
  }

  @Test
  void aDamagedRollupIsNamed() {
    DynamoDbRollups store = create(() -> now);
    store.put(ORG, day(DAY, CALLS, 3));
    db.client()
        .putItem(
            b ->
                b.tableName(db.tables().samples())
                    .item(
                        Item.builder()
                            .text("pk", "D#acme-prod#2026")
                            .seconds("sk", midnight(DAY))
                            .seconds("ttl", now.plusSeconds(1))
                            .bytes("p", new byte[1])
                            .build()
                            .attributes()));
    assertThatThrownBy(() -> store.series(ORG, CALLS, Resolution.DAY, midnight(DAY), now))
        .isInstanceOf(CorruptSampleException.class)
        .hasMessageStartingWith("the rollup D#acme-prod#2026 / 1795564800 cannot be read: ");
  }

  private static List<Sample> busyDay() {
    SortedMap<LimitName, Reading> readings =
        new TreeMap<>(RealLimits.read(RealLimits.LARGE).readings());
    List<LimitName> moving =
        readings.entrySet().stream()
            .filter(e -> e.getValue().max() > 1_000)
            .map(Map.Entry::getKey)
            .limit(10)
            .toList();
    Random random = new Random(1);
    List<Sample> samples = new ArrayList<>();
    for (int slot = 0; slot < 288; slot++) {
      for (LimitName limit : moving) {
        long more = random.nextInt(200);
        readings.computeIfPresent(limit, (l, r) -> Reading.ofUsed(r.used() + more, r.max()));
      }
      samples.add(
          new Sample(
              midnight(DAY).plus(Duration.ofMinutes(5L * slot)), new Snapshot(readings, true)));
    }
    return samples;
  }
}
