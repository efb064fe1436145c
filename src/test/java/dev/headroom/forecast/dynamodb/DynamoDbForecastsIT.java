package dev.headroom.forecast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbForecastsIT {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
  private static final int LIMITS = 10;

  private final TestDynamoDb db = TestDynamoDb.create();
  private final MeteredDynamoDb meter = new MeteredDynamoDb(db.client());
  private final NameDictionary dictionary = new DynamoDbNameDictionary(meter.client(), db.tables());
  private final Random random = new Random(5);
  private final OrgForecasts org = new OrgForecasts(limit -> Window.ROLLING_24H);
  private final long[][] came = new long[LIMITS][288];
  private Instant slot = START;

  @Test
  void whatIsKeptComesBackForEveryInstance() {
    run(Duration.ofDays(2));
    StoredForecasts kept = org.save().orElseThrow();
    store().save(ORG, kept);

    assertThat(store().load(ORG))
        .hasValueSatisfying(
            back -> {
              assertThat(back.since()).isEqualTo(kept.since());
              assertThat(back.asOf()).isEqualTo(kept.asOf());
              assertThat(back.limits()).hasSize(LIMITS).containsOnlyKeys(kept.limits().keySet());
              kept.limits()
                  .forEach(
                      (limit, mine) ->
                          assertThat(back.limits().get(limit))
                              .usingRecursiveComparison()
                              .isEqualTo(mine));
            });
    assertThat(store().load(new OrgId("other"))).isEmpty();
  }

  @Test
  void olderForecastsNeverReplaceLaterOnes() {
    run(Duration.ofDays(1));
    StoredForecasts early = org.save().orElseThrow();
    run(Duration.ofHours(30));
    StoredForecasts late = org.save().orElseThrow();
    store().save(ORG, late);
    store().save(ORG, early);
    assertThat(store().load(ORG))
        .hasValueSatisfying(f -> assertThat(f.asOf()).isEqualTo(late.asOf()));
  }

  @Test
  void instancesThatTakeTurnsKeepBothPartsTogether() {
    DynamoDbForecasts one = store();
    DynamoDbForecasts other = store();
    for (int hour = 0; hour < 60; hour++) {
      run(Duration.ofHours(1));
      StoredForecasts now = org.save().orElseThrow();
      (hour % 3 == 0 ? other : one).save(ORG, now);
      assertThat(store().load(ORG))
          .hasValueSatisfying(f -> assertThat(f.asOf()).isEqualTo(now.asOf()));
    }
  }

  @Test
  void partsOfTwoMomentsAndDamageAreNotRead() {
    run(Duration.ofDays(2));
    store().save(ORG, org.save().orElseThrow());
    Map<String, AttributeValue> key = Item.key("ORG#" + ORG, "FORECAST");
    Map<String, AttributeValue> whole =
        db.client().getItem(g -> g.tableName(db.tables().state()).key(key)).item();

    Map<String, AttributeValue> other = new TreeMap<>(whole);
    other.put("week", Item.number(1));
    db.client().putItem(p -> p.tableName(db.tables().state()).item(other));
    assertThat(store().load(ORG)).isEmpty();

    Map<String, AttributeValue> damaged = new TreeMap<>(whole);
    damaged.put(
        "body",
        AttributeValue.fromB(software.amazon.awssdk.core.SdkBytes.fromUtf8String("rubbish")));
    db.client().putItem(p -> p.tableName(db.tables().state()).item(damaged));
    assertThat(store().load(ORG)).isEmpty();
  }

  @Test
  void keepingTenMovingLimitsCostsFewWriteUnitsAnHour() {
    DynamoDbForecasts store = store();
    run(Duration.ofDays(8));
    store.save(ORG, org.save().orElseThrow());
    meter.reset();
    for (int hour = 0; hour < 24; hour += 12) {
      run(Duration.ofHours(12));
      store.save(ORG, org.save().orElseThrow());
    }
    double anHour = meter.writeUnits() / 24;
    System.out.println("forecasts of ten moving limits: " + anHour + " WRU an hour");
    meter.reset();
    assertThat(store().load(ORG)).isPresent();
    System.out.println("forecasts of ten moving limits: " + meter.readUnits() + " RRU to load");
    assertThat(anHour).isLessThanOrEqualTo(2.1);
  }

  private DynamoDbForecasts store() {
    return new DynamoDbForecasts(meter.client(), db.tables(), dictionary);
  }

  /** Calls of office hours, each limit at its own rate, counted over 24 hours. */
  private void run(Duration time) {
    for (Instant end = slot.plus(time); slot.isBefore(end); slot = slot.plusSeconds(300)) {
      int n = (int) (slot.getEpochSecond() / 300 % 288);
      SortedMap<LimitName, Reading> readings = new TreeMap<>();
      for (int l = 0; l < LIMITS; l++) {
        boolean office = n > 96 && n < 216;
        came[l][n] = Math.round((office ? 200 : 20) * (1 + l) * random.nextDouble());
        long used = java.util.Arrays.stream(came[l]).sum();
        readings.put(new LimitName("Limit" + l), Reading.ofUsed(used, 60_000L * (1 + l)));
      }
      org.next(slot, readings);
    }
  }

  @Test
  void theZoneThatTheWeekFollowsIsKept() {
    org.follow(ZoneId.of("Europe/Berlin"));
    run(Duration.ofDays(2));
    store().save(ORG, org.save().orElseThrow());
    assertThat(store().load(ORG))
        .hasValueSatisfying(f -> assertThat(f.zone()).isEqualTo(ZoneId.of("Europe/Berlin")));
  }
}
