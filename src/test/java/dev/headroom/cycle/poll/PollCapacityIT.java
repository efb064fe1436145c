package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Jump;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Threshold;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.fleet.dynamodb.DynamoDbOverrides;
import dev.headroom.forecast.dynamodb.DynamoDbForecasts;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.RealLimits;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import dev.headroom.org.Tenant;
import dev.headroom.org.dynamodb.DynamoDbOrgDirectory;
import dev.headroom.org.dynamodb.FleetVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a poll costs at the store, by the store's own account. */
class PollCapacityIT {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Org ORG = PollPorts.org("acme-prod");

  private final TestDynamoDb db = TestDynamoDb.create();
  private final MeteredDynamoDb meter = new MeteredDynamoDb(db.client());
  private final DynamoDbAlertStates states;
  private final UsageHistory history;
  private final DynamoDbFleetStore fleet;
  private final DynamoDbOverrides overrides;
  private final PollCycle cycle;
  private Instant now = START;
  private SortedMap<LimitName, Reading> readings = largeOrgWithThreeAlerts();

  PollCapacityIT() {
    JsonMapper json = new JsonMapper();
    NameDictionary dictionary = new DynamoDbNameDictionary(meter.client(), db.tables());
    FleetVersion version = new FleetVersion(meter.client(), db.tables(), () -> now);
    fleet = new DynamoDbFleetStore(meter.client(), db.tables(), version, json);
    overrides = new DynamoDbOverrides(db.client(), db.tables(), version, json, () -> now);
    Fleet wanted =
        new Fleet(
            List.of(new Tenant("acme", "Acme")), List.of(ORG), List.of(), List.of(), List.of());
    fleet.apply(
        wanted,
        new AuditEntry("test", START, "0", FleetDiff.between(Fleet.EMPTY, wanted), List.of()));
    states = new DynamoDbAlertStates(meter.client(), db.tables(), dictionary, json, () -> now);
    Duration kept = Duration.ofDays(30);
    history =
        new WholeHistory(
            new DynamoDbUsageHistory(meter.client(), db.tables(), dictionary, () -> now, kept),
            new WholeHistory.Waiting(new WaitingSamples(states)::of, dictionary),
            () -> now,
            kept);
    cycle =
        new PollCycle(
            new PollCycle.Stores(
                new DynamoDbOrgDirectory(meter.client(), db.tables(), version, json),
                history,
                states,
                fleet),
            new PollCycle.Sources(
                (org, logins) -> new PollOutcome.Read(new Snapshot(readings, true)),
                PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(
                    new DynamoDbForecasts(meter.client(), db.tables(), dictionary),
                    history,
                    PollPorts.CATALOGUE),
                new Judges(states, Duration.ofHours(24))),
            SlotObservers.NONE,
            () -> now,
            Duration.ofSeconds(20),
            new OrgRunner(1));
  }

  @Test
  void aSteadyPollIsOneWriteUnitAndAtMostThreeReadUnits() {
    assertThat(poll()).isEqualTo(new Result.Read(94, 3));
    Episodes episodes = states;
    assertThat(episodes.open()).hasSize(3);
    meter.reset();
    assertThat(poll()).isEqualTo(new Result.Read(94, 0));
    // Alone in its message and a slot after the last, so that nothing is shared with other orgs:
    // one of the reads asks whether the fleet was changed.
    System.out.println("a steady poll of 94 limits with three open alerts: " + meter.summary());
    assertThat(meter.writeUnits()).as(meter.summary()).isEqualTo(1);
    assertThat(meter.readUnits()).as(meter.summary()).isLessThanOrEqualTo(1.5);
    assertThat(meter.calls()).containsExactly("getItem", "getItem", "putItem");
  }

  /** The samples wait in the state, and are stored together. */
  @ParameterizedTest(name = "{0} moving limits, alerts: {1}")
  @CsvSource({
    "1, false, 1.09",
    "10, false, 1.13",
    "25, false, 1.3",
    "1, true, 1.09",
    "10, true, 1.13"
  })
  void whatLimitsThatMoveCost(int moving, boolean alerts, double most) {
    if (!alerts) {
      readings = new TreeMap<>(RealLimits.read(RealLimits.LARGE).readings());
    }
    List<LimitName> names =
        readings.entrySet().stream()
            .filter(e -> e.getValue().max() > 200 && e.getValue().usedPercent().orElse(100) < 50)
            .map(Map.Entry::getKey)
            .limit(moving)
            .toList();
    assertThat(names).hasSize(moving);
    Random random = new Random(5);
    double units = 0;
    int polls = 4 * 12;
    poll();
    for (int i = 0; i < polls; i++) {
      names.forEach(
          limit ->
              readings.computeIfPresent(
                  limit,
                  (l, r) ->
                      Reading.ofUsed(
                          (r.used() + random.nextLong(2 + r.max() / 500)) % (r.max() / 2),
                          r.max())));
      meter.reset();
      poll();
      // Forecasts and the fleet index are measured elsewhere.
      units += meter.calls().contains("transactWriteItems") ? 1 : meter.writeUnits();
    }
    List<Item> blocks = db.allSamples();
    long bytes =
        blocks.stream()
            .mapToLong(b -> b.bytes("p").length + b.findBytes("b").orElse(new byte[0]).length)
            .sum();
    System.out.printf("%d blocks of %d bytes%n", blocks.size(), bytes / blocks.size());
    System.out.printf(
        "%d moving limits, alerts %s: %.3f write units per poll%n", moving, alerts, units / polls);
    assertThat(units / polls).isLessThanOrEqualTo(most);
    assertThat(history.samples(ORG.id(), START, now.plusSeconds(1))).hasSize(polls + 1);
  }

  @Test
  void aSlotThatAQuietOrgLeavesOutIsHalfAReadUnitAndNoWrite() {
    Fleet wanted =
        new Fleet(
            List.of(new Tenant("acme", "Acme")),
            List.of(ORG.adaptive()),
            List.of(),
            List.of(),
            List.of());
    fleet.apply(wanted, new AuditEntry("test", START, "1", List.of(), List.of()));
    readings = new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(100, 100_000)));
    for (int i = 0; i < 5; i++) {
      poll();
    }
    int leftOut = 0;
    for (int i = 0; i < 6; i++) {
      now = now.plus(Duration.ofMinutes(5));
      meter.reset();
      if (result(new PollMessage(now, List.of(ORG.id())).asScheduled())
          .equals(new Result.NotAsked(Result.Why.QUIET))) {
        // The other one asks whether the fleet was changed, which orgs of a message share.
        leftOut++;
        System.out.println("a slot left out: " + meter.summary());
        assertThat(meter.writeUnits()).as(meter.summary()).isZero();
        assertThat(meter.readUnits()).as(meter.summary()).isLessThanOrEqualTo(1.5);
      }
    }
    assertThat(leftOut).isEqualTo(4);
    readings = largeOrgWithThreeAlerts();
    poll();
    poll();
    meter.reset();
    assertThat(poll()).isEqualTo(new Result.Read(94, 0));
    assertThat(meter.writeUnits()).as(meter.summary()).isLessThanOrEqualTo(2);
  }

  @Test
  void theIndexOfAnOrgThatIsQuietStaysAsItIs() {
    readings = new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(100, 100_000)));
    for (int i = 0; i < 300; i++) { // what is foreseen changes as the first day goes on
      poll();
    }
    for (int i = 0; i < 288; i++) {
      meter.reset();
      poll();
      assertThat(meter.calls()).as("slot %d", i).doesNotContain("transactWriteItems");
    }
  }

  @Test
  void aRuleAboutJumpsAndAnOverrideReadNothingMore() {
    judgeBy(List.of("DailyApiRequests"));
    poll();
    poll();
    meter.reset();
    assertThat(poll()).isEqualTo(new Result.Read(94, 0));
    assertThat(states.read(ORG.id()).pending()).hasSize(1);
    meter.reset();
    assertThat(poll()).isEqualTo(new Result.Read(94, 0));
    assertThat(meter.writeUnits()).as(meter.summary()).isLessThanOrEqualTo(2);
    assertThat(meter.readUnits()).as(meter.summary()).isLessThanOrEqualTo(1.5);
    assertThat(meter.calls()).containsExactly("getItem", "getItem", "putItem");
  }

  @Test
  void aRuleAboutJumpsOfEveryLimitCostsAtMostOneWriteUnitMore() {
    judgeBy(List.of());
    for (int i = 0; i < 5; i++) {
      poll();
    }
    meter.reset();
    poll();
    System.out.println("a steady poll with jumps watched on 94 limits: " + meter.summary());
    assertThat(meter.writeUnits()).as(meter.summary()).isLessThanOrEqualTo(3);
    assertThat(meter.readUnits()).as(meter.summary()).isLessThanOrEqualTo(3);
  }

  /** A policy with a rule about jumps, and an override for another limit. */
  private void judgeBy(List<String> limits) {
    Fleet wanted =
        new Fleet(
            List.of(new Tenant("acme", "Acme")),
            List.of(ORG),
            List.of(
                new Policy(
                    new PolicyMatch(limits, List.of(), Map.of(), null),
                    Levels.DEFAULT,
                    null,
                    0.5,
                    null,
                    new Jump(10, Duration.ofMinutes(15), Severity.ATTENTION),
                    Set.of())),
            List.of(),
            List.of());
    fleet.apply(wanted, new AuditEntry("test", START, "1", List.of(), List.of()));
    overrides.put(
        new PolicyOverride(
            "3f2a91c0",
            new PolicyMatch(List.of("MassEmail"), List.of(), Map.of(), null),
            Threshold.of(90),
            null,
            null,
            null,
            null,
            START.plus(Duration.ofDays(1)),
            "r",
            "b"));
  }

  /** Gauges come and go with every slot, so a poll in which all of them do costs no more. */
  @Test
  void aPollInWhichEveryGaugeIsFullForASlotCostsNoMore() {
    poll();
    PollPorts.CATALOGUE.names().stream()
        .map(LimitName::new)
        .filter(limit -> PollPorts.CATALOGUE.describe(limit).window() == Window.CONCURRENT)
        .forEach(limit -> readings.put(limit, Reading.ofUsed(20, 20)));
    assertThat(readings.keySet()).filteredOn(l -> l.value().contains("Concurrent")).hasSize(6);
    meter.reset();
    assertThat(poll()).isEqualTo(new Result.Read(readings.size(), 0));
    assertThat(states.read(ORG.id()).pending()).hasSize(6);
    System.out.println("a poll in which six gauges are full for a slot: " + meter.summary());
    assertThat(meter.writeUnits()).as(meter.summary()).isLessThanOrEqualTo(2);
    assertThat(meter.readUnits()).as(meter.summary()).isLessThanOrEqualTo(4);
  }

  /**
   * What the fleet index costs beside the polls, on two days in which calls follow office hours and
   * storage grows. Where gauges come and go with every slot, one of them is the worst limit.
   */
  @ParameterizedTest(name = "gauges up to {0} of 20")
  @CsvSource({"4, 1.6", "11, 2.1"})
  void twoDaysWithoutAnAlertCostLittleMoreThanTheirPolls(int gauges, double most) {
    Random random = new Random(17);
    readings = new TreeMap<>(RealLimits.read(RealLimits.LARGE).readings());
    LimitName data = new LimitName("DataStorageMB");
    int polls = 2 * 288;
    for (int i = -1; i < polls; i++) {
      long office = Math.round(1_900_000 * Math.max(0, Math.sin(i * 2 * Math.PI / 288)));
      readings.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(1_000_000 + office, 5_000_000));
      readings.put(data, Reading.ofUsed(1_000 + i, 5_000));
      readings.put(new LimitName("FileStorageMB"), Reading.ofUsed(1_500, 5_000));
      PollPorts.CATALOGUE.names().stream()
          .map(LimitName::new)
          .filter(limit -> PollPorts.CATALOGUE.describe(limit).window() == Window.CONCURRENT)
          .forEach(limit -> readings.put(limit, Reading.ofUsed(random.nextInt(gauges + 1), 20)));
      poll();
      if (i < 0) {
        meter.reset();
      }
    }
    assertThat(states.open()).isEmpty();
    double perPoll = meter.writeUnits() / polls;
    System.out.printf(
        "two days, gauges up to %d of 20: %.3f write units and %.3f read units per poll%n",
        gauges, perPoll, meter.readUnits() / polls);
    assertThat(perPoll).isLessThan(most);
  }

  @Test
  void aRepeatedMessageWritesNothing() {
    poll();
    meter.reset();
    assertThat(poll(now)).isEqualTo(new Result.Past());
    assertThat(meter.writeUnits()).isZero();
  }

  private Result poll() {
    now = now.plus(Duration.ofMinutes(5));
    return poll(now);
  }

  private Result poll(Instant slot) {
    return result(new PollMessage(slot, List.of(ORG.id())));
  }

  private Result result(PollMessage message) {
    return cycle.poll(List.of(message)).getFirst().orgs().getFirst().result();
  }

  private static SortedMap<LimitName, Reading> largeOrgWithThreeAlerts() {
    SortedMap<LimitName, Reading> readings =
        new TreeMap<>(RealLimits.read(RealLimits.LARGE).readings());
    readings.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(4_900_123, 5_000_000));
    readings.put(new LimitName("DataStorageMB"), Reading.ofUsed(3_100, 5_000));
    readings.put(new LimitName("FileStorageMB"), Reading.ofUsed(5_555, 5_000));
    return readings;
  }
}
