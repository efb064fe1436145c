package dev.headroom.cycle.attribute;

import static dev.headroom.cycle.attribute.ScriptedLogs.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.StateOwnCalls;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.Settings;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.Sample;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Pause;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.DaySource.Knowledge;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.dynamodb.DynamoDbUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Turns of one org over the embedded database, which drops what is past its time by the real clock,
 * and the real reader of files.
 */
class AttributeCycleIT {
  private static final Org ORG = PollPorts.org("acme-prod");
  private static final OrgId ID = ORG.id();
  private static final LocalDate DAY = LocalDate.of(2036, 3, 3);
  private static final Instant MIDNIGHT = Instant.parse("2036-03-03T00:00:00Z");

  @TempDir Path folder;

  private final ScriptedLogs logs = new ScriptedLogs();
  private World world = new World();

  /** Tables of their own, and a cycle over them. */
  private final class World {
    final TestDynamoDb db = TestDynamoDb.create();
    final MeteredDynamoDb meter = new MeteredDynamoDb(db.client());
    final NameDictionary dictionary = new DynamoDbNameDictionary(meter.client(), db.tables());
    final AlertStates states =
        new DynamoDbAlertStates(
            meter.client(), db.tables(), dictionary, new JsonMapper(), () -> logs.now);
    final DynamoDbUsageHistory history =
        new DynamoDbUsageHistory(
            meter.client(), db.tables(), dictionary, () -> logs.now, Duration.ofDays(400));
    final UsageStore usage = new DynamoDbUsage(meter.client(), db.tables(), Duration.ofDays(90));
    List<SpendRule> caps = List.of();

    AttributeReport turn(Instant at) {
      logs.now = at;
      var fleet = PollPorts.fleetWith(settings());
      return new AttributeCycle(
              new AttributeCycle.Stores(
                  PollPorts.directory(List.of(ORG)), fleet, states, history, usage),
              logs,
              new StateOwnCalls(states, fleet),
              folder)
          .attribute(new OrgJobMessage(ID, at), () -> Duration.ofMinutes(4));
    }

    private Settings settings() {
      Settings none = new Settings(1, List.of(), Map.of(), List.of());
      return new Settings(
          1,
          none.policies(),
          none.targets(),
          none.removed(),
          none.routes(),
          none.ports(),
          none.lenient(),
          caps);
    }

    StoredDay day(LocalDate day) {
      return usage.days(ID, day, day).getFirst();
    }

    /** Everything that a reader is shown. */
    List<Object> shown() {
      List<Object> all = new ArrayList<>();
      for (StoredDay day : usage.days(ID, DAY.minusDays(9), DAY.plusDays(9))) {
        all.add(
            List.of(day.day(), day.source(), day.counted(), day.uncounted(), day.unexplained()));
        day.files().forEach(f -> all.add(f.reading().file().id() + " " + f.newRows()));
        day.parts().forEach(p -> all.add(p.id() + " " + p.name() + " " + p.share().hours()));
        day.findings().forEach(f -> all.add(f.id() + " " + f.finding()));
        Optional<DayGroups> groups = usage.groups(ID, day.day());
        all.add(groups.map(g -> List.<Object>copyOf(g.groups())).orElse(List.of()));
      }
      all.add(usage.memory(ID).files());
      return all;
    }

    int spent() {
      return states.read(ID).upkeep().restraint().spendOn(logs.now).of(Purpose.USAGE);
    }
  }

  private static Instant at(int day, int hour) {
    return MIDNIGHT.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
  }

  private void firstDays() {
    logs.daily(
        "d0",
        DAY,
        at(1, 4),
        calls(at(0, 3), 300, "erp", "u1", "/sobjects/Lead/describe"),
        calls(at(0, 8), 20, "bi", "u2", "/query"));
    // Three of the last calls of the first day come in the file of the second.
    logs.daily(
        "d1",
        DAY.plusDays(1),
        at(2, 4),
        calls(at(1, 0).minusSeconds(180), 3, "bi", "u2", "/query"),
        calls(at(1, 3), 240, "erp", "u1", "/sobjects/Lead/describe"));
  }

  @Test
  void everyFileIsReadOnceAndItsCallsAreKeptByDayAndIntegration() {
    firstDays();

    assertThat(world.turn(at(1, 3))).isEqualTo(new AttributeReport.Done(ID, 0, 0, 1, List.of()));
    assertThat(world.turn(at(1, 6))).isEqualTo(new AttributeReport.Done(ID, 1, 1, 2, List.of()));
    assertThat(world.turn(at(1, 12))).isEqualTo(new AttributeReport.Done(ID, 0, 0, 1, List.of()));
    assertThat(world.spent()).isEqualTo(4);

    assertThat(world.turn(at(2, 6))).isEqualTo(new AttributeReport.Done(ID, 1, 2, 2, List.of()));
    assertThat(logs.fetched).containsExactly("d0", "d1");
    StoredDay first = world.day(DAY);
    assertThat(first.counted()).isEqualTo(323);
    assertThat(first.parts()).extracting(StoredDay.Part::name).containsExactly("erp", "bi");
    assertThat(first.findings()).hasSize(1);
    assertThat(first.files()).extracting(StoredDay.File::newRows).containsExactly(320);
    assertThat(world.day(DAY.plusDays(1)).counted()).isEqualTo(240);
    assertThat(world.usage.groups(ID, DAY).orElseThrow().groups()).hasSize(2);
    assertThat(world.states.read(ID).upkeep().logsReadTo()).isEqualTo(at(2, 6));
  }

  @Test
  void aTurnThatComesTwiceOrThriceChangesNothing() {
    firstDays();
    world.turn(at(1, 6));
    world.turn(at(2, 6));
    List<Object> once = world.shown();

    world.turn(at(2, 6));
    world.turn(at(2, 6));
    world.turn(at(1, 6));

    assertThat(world.shown()).isEqualTo(once);
    assertThat(logs.fetched).containsExactly("d0", "d1");
  }

  @Test
  void afterACrashBetweenAnyTwoStepsTheNextTurnEndsWhereAnUnbrokenOneDoes() {
    firstDays();
    world.turn(at(1, 6));
    world.meter.reset();
    world.turn(at(2, 6));
    int steps = world.meter.calls().size();
    List<Object> unbroken = world.shown();
    assertThat(steps).isGreaterThan(15);

    for (int crash = 0; crash < steps; crash++) {
      world = new World();
      world.turn(at(1, 6));
      int[] left = {crash};
      world.meter.before(
          call -> {
            if (left[0]-- == 0) {
              throw new IllegalStateException("crash");
            }
          });
      assertThatThrownBy(() -> world.turn(at(2, 6))).hasMessageContaining("crash");
      world.meter.before(call -> {});
      assertThat(world.turn(at(2, 6))).isInstanceOf(AttributeReport.Done.class);

      assertThat(world.shown()).as("crash before step %d of %d", crash, steps).isEqualTo(unbroken);
    }
  }

  @Test
  void aStoppedTurnStoresWhatItReadAndTheNextContinuesThere() {
    firstDays();
    logs.timeFor = 1;

    assertThat(world.turn(at(2, 6))).isInstanceOf(AttributeReport.Waits.class);
    assertThat(world.day(DAY).counted()).isEqualTo(320);
    assertThat(world.turn(at(2, 6))).isInstanceOf(AttributeReport.Done.class);

    assertThat(logs.fetched).containsExactly("d0", "d1");
    assertThat(world.day(DAY).counted()).isEqualTo(323);
  }

  @Test
  void ofTwoTurnsAtOnceOneKeepsNothingAndComesAgain() {
    firstDays();
    world.turn(at(1, 6));
    boolean[] raced = {false};
    world.meter.before(
        call -> {
          if (call.equals("transactWriteItems") && !raced[0]) {
            raced[0] = true;
            assertThat(world.turn(at(2, 6))).isInstanceOf(AttributeReport.Done.class);
          }
        });

    assertThat(world.turn(at(2, 6))).isEqualTo(new AttributeReport.Overtaken(ID));
    assertThat(world.day(DAY).counted()).isEqualTo(323);
    assertThat(world.turn(at(2, 6))).isEqualTo(new AttributeReport.Done(ID, 0, 0, 1, List.of()));
  }

  @Test
  void hoursAddUpToADayAndTheDailyFileAddsOnlyWhatTheyLacked() {
    for (int hour = 0; hour < 4; hour++) {
      logs.hourly(
          "h" + hour,
          DAY,
          at(0, hour + 1),
          calls(at(0, hour), 60, "erp", "u1", "/sobjects/Lead/describe"));
    }
    logs.daily("d0", DAY, at(1, 4), calls(at(0, 0), 250, "erp", "u1", "/sobjects/Lead/describe"));
    for (int hour = 1; hour <= 4; hour++) {
      world.turn(at(0, hour));
      assertThat(world.day(DAY).counted()).isEqualTo(60L * hour);
      assertThat(world.usage.hourly()).containsExactly(ID);
    }
    assertThat(world.day(DAY).findings()).as("24 of 240 are needed").hasSize(1);
    assertThat(world.turn(at(1, 5))).isEqualTo(new AttributeReport.Done(ID, 1, 1, 2, List.of()));

    assertThat(world.day(DAY).counted()).isEqualTo(250);
    assertThat(world.day(DAY).source().word()).isEqualTo("daily+hourly");
    assertThat(world.day(DAY).parts()).hasSize(1);
    assertThat(world.usage.registry(ID).integrations().getFirst().calls()).isEqualTo(250);
  }

  @Test
  void aFileThatIsIssuedAgainAfterItsDayIsClosedTakesNothingAway() {
    firstDays();
    world.turn(at(1, 6));
    world.turn(at(2, 6));
    logs.daily("d0-late", DAY, at(8, 4), calls(at(0, 3), 40, "erp", "u1", "/query"));

    world.turn(at(8, 6));

    assertThat(world.day(DAY).counted()).isEqualTo(323);
    assertThat(world.day(DAY).files())
        .extracting(f -> f.reading().file().id())
        .containsExactly("d0", "d0-late");
    assertThat(world.usage.groups(ID, DAY).orElseThrow().groups()).hasSize(2);
  }

  @Test
  void aDayIsHeldAgainstTheCounterAndAgainOnceTheNextFileIsThere() {
    firstDays();
    used(at(1, 0), 324);
    world.turn(at(1, 6));
    assertThat(world.day(DAY).unexplained().calls()).isEqualTo(OptionalLong.of(4));
    assertThat(world.day(DAY).unexplained().reasons())
        .extracting(Unexplained.Reason::kind)
        .contains(Unexplained.Kind.LATE_ROWS);

    world.turn(at(2, 6));
    assertThat(world.day(DAY).unexplained().calls()).isEqualTo(OptionalLong.of(1));
    assertThat(world.day(DAY).unexplained().reasons())
        .extracting(Unexplained.Reason::kind)
        .doesNotContain(Unexplained.Kind.LATE_ROWS);
  }

  @Test
  void aDayWithoutAFileIsUnknownUnlessTheCounterShowsNoUse() {
    firstDays();
    used(at(4, 0), 0);
    world.turn(at(1, 6));
    world.turn(at(2, 6));
    world.turn(at(5, 6));

    assertThat(world.day(DAY.plusDays(2)).source().knowledge()).isEqualTo(Knowledge.UNKNOWN);
    assertThat(world.day(DAY.plusDays(3)).source().knowledge()).isEqualTo(Knowledge.KNOWN);
    assertThat(world.usage.days(ID, DAY.plusDays(4), DAY.plusDays(9))).isEmpty();
  }

  @Test
  void aDayWithoutAFileIsRecordedAlsoWhenFilesAreReadDayByDay() {
    for (int day : new int[] {0, 1, 3, 4}) {
      logs.daily(
          "d" + day,
          DAY.plusDays(day),
          at(day + 1, 4),
          calls(at(day, 3), 50, "erp", "u1", "/query"));
    }
    used(at(3, 0), 0);
    for (int day = 1; day <= 5; day++) {
      world.turn(at(day, 6));
    }

    assertThat(world.usage.days(ID, DAY, DAY.plusDays(4))).hasSize(5);
    assertThat(world.day(DAY.plusDays(2)).source().knowledge()).isEqualTo(Knowledge.KNOWN);
    assertThat(world.day(DAY.plusDays(2)).counted()).isZero();
  }

  @Test
  void anOrgThatRefusesIsAskedAgainAndItIsKnownSinceWhenNothingWasRead() {
    logs.failing = Optional.of(new Failed(FailureKind.FORBIDDEN, "no permission.", "Give it."));

    assertThat(world.turn(at(1, 6)))
        .isEqualTo(
            new AttributeReport.Waits(ID, 0, 0, 1, at(1, 6), "no permission. Give it.", false));
    assertThat(world.states.read(ID).upkeep().logsReadTo())
        .as("what was never read is not lost")
        .isNull();
    logs.failing = Optional.empty();
    world.turn(at(1, 12));
    logs.failing = Optional.of(new Failed(FailureKind.FORBIDDEN, "no permission.", "Give it."));
    assertThat(world.turn(at(1, 18)))
        .isEqualTo(
            new AttributeReport.Waits(ID, 0, 0, 1, at(1, 12), "no permission. Give it.", false));
    assertThat(world.usage.memory(ID)).isEqualTo(UsageStore.Memory.NONE);
  }

  @Test
  void theHeaderOfItsRepliesIsKeptOfAnOrgThatWasNotReadInTime() {
    firstDays();
    logs.told = Reading.ofUsed(4_900, 5_000);
    var state = world.states.read(ID);
    var asked = state.upkeep().restraint();
    var longAgo = asked.with(asked.spendOn(at(1, 5)).askedAt(at(1, 5)));
    world.states.commit(
        state.with(List.of(), at(1, 5)).remembering(state.upkeep().with(longAgo)), List.of());
    world.turn(at(2, 6));
    assertThat(world.states.read(ID).known())
        .containsOnly(Map.entry(LimitName.DAILY_API_REQUESTS, new OrgState.Known(logs.told, true)));
  }

  @Test
  void withoutOwnCallsOrWhilePausedTheOrgIsNotAsked() {
    firstDays();
    world.caps = List.of(new SpendRule(List.of(), Map.of(), null, SpendRule.MIN_CAP));
    world.states.commit(world.states.read(ID).with(List.of(), at(1, 5)), List.of());
    int before = logs.queries;
    while (world.turn(at(1, 6)) instanceof AttributeReport.Done) {
      assertThat(logs.queries).isLessThan(100);
    }
    assertThat(world.turn(at(1, 6)))
        .isInstanceOfSatisfying(
            AttributeReport.Waits.class, w -> assertThat(w.why()).contains("calls of its own"));
    assertThat(logs.queries).isGreaterThan(before);

    world = new World();
    var state = world.states.read(ID);
    world.states.commit(
        state
            .with(List.of(), null)
            .remembering(
                state
                    .upkeep()
                    .with(
                        state
                            .upkeep()
                            .restraint()
                            .paused(new Pause(at(0, 0), at(3, 0), "ada", "release")))),
        List.of());
    assertThat(world.turn(at(1, 6)))
        .isInstanceOfSatisfying(
            AttributeReport.Waits.class, w -> assertThat(w.why()).isEqualTo("the org is paused"));
  }

  @Test
  void whatATurnCostsAtTheStoreIsBounded() {
    firstDays();
    world.turn(at(1, 6));
    world.meter.reset();
    world.turn(at(1, 12));
    System.out.println("a turn without a new file: " + world.meter.summary());
    assertThat(world.meter.writeUnits()).isLessThanOrEqualTo(2);
    assertThat(world.meter.readUnits()).isLessThanOrEqualTo(3);

    world.meter.reset();
    world.turn(at(2, 6));
    System.out.println("a turn with a daily file: " + world.meter.summary());
    assertThat(world.meter.writeUnits()).isLessThanOrEqualTo(40);
  }

  private void used(Instant at, long used) {
    world.history.put(
        ID,
        new Sample(
            at,
            new Snapshot(
                new TreeMap<>(
                    Map.of(new LimitName("DailyApiRequests"), new Reading(15_000, 15_000 - used))),
                true)));
  }
}
