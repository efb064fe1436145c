package dev.headroom.local.simulator;

import static dev.headroom.local.simulator.Shapes.DAY;
import static dev.headroom.local.simulator.Shapes.HOUR;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/**
 * The twelve orgs of the demo: what happens in each, relative to the minute in which it starts.
 *
 * <p>Each story also covers the days before that minute, so that there is a history to show.
 */
final class DemoStories {

  /** Longer than any history that is written: {@code headroom.simulator.history}. */
  private static final int DAYS_BEFORE = 31;

  private static final int PARIS = 1;
  private static final int NEW_YORK = -5;
  private static final int SINGAPORE = 8;

  private final long start;
  private final long origin;
  private final Function<String, OrgLogin> logins;

  /**
   * Stories around {@code start}.
   *
   * @param start the minute in which the demo starts
   * @param logins returns the login of the org with that id
   */
  DemoStories(long start, Function<String, OrgLogin> logins) {
    this.start = start;
    this.origin = start - (long) DAYS_BEFORE * DAY;
    this.logins = logins;
  }

  List<SimulatedOrg> all() {
    return Stream.of(
            officeHours(),
            nightlyBatch(),
            goesDark(),
            quietDevelopment(),
            runawayLoop(),
            quotasByApp(),
            runsIntoTheWall(),
            storageFills(),
            newIntegration(),
            slowGrowth(),
            overTheEntitlement(),
            hidesLimits())
        .map(org -> org.drawn(logins.apply(org.id())))
        .toList();
  }

  private OrgSketch officeHours() {
    Rate people = Shapes.officeHours(56_000, PARIS, 11);
    Rate machines = Shapes.steady(8_000, 12);
    return usual(
        org(1, "acme-prod", "Acme Ltd", Edition.ENTERPRISE, PARIS)
            .api(145_000, people.plus(machines)),
        people,
        machines);
  }

  /** Its own API calls and the events it publishes rise for two hours every night. */
  private OrgSketch nightlyBatch() {
    Rate batch = Shapes.nightly(28_000, 0.5, 110, 21);
    Rate people = Shapes.officeHours(14_000, PARIS, 22);
    OrgSketch org = org(2, "acme-erp", "Acme ERP", Edition.ENTERPRISE, PARIS).loggedByHour();
    org.calledBy(DemoCallers.app(org, "ERP Batch", 7, Work.RECORD_LOOP), batch);
    return DemoCallers.staff(org, people)
        .busy(0.6)
        .api(130_000, people.plus(batch))
        .flow("HourlyPublishedPlatformEvents", 250_000, FlowWindow.ROLLING_HOUR, batch.times(11))
        .flow("DailyBulkApiBatches", 15_000, FlowWindow.ROLLING_DAY, batch.times(0.22))
        .flow("DailyAsyncApexExecutions", 250_000, FlowWindow.ROLLING_DAY, batch.times(3));
  }

  /**
   * Down for three hours in every thirty-six: first a maintenance page, then closed connections.
   */
  private OrgSketch goesDark() {
    Outages outages =
        minute -> {
          long phase = Math.floorMod(minute - start - 2 * HOUR, 36 * HOUR);
          if (phase >= 3 * HOUR) {
            return Outages.Outage.NONE;
          }
          return phase < HOUR ? Outages.Outage.MAINTENANCE : Outages.Outage.DISCONNECTED;
        };
    Rate people = Shapes.officeHours(60_000, PARIS, 31);
    Rate machines = Shapes.steady(10_000, 32);
    return usual(
        org(3, "acme-uat", "Acme Ltd", Edition.ENTERPRISE_SANDBOX, PARIS)
            .busy(0.5)
            .api(5_000_000, people.plus(machines))
            .out(outages),
        people,
        machines);
  }

  private OrgSketch quietDevelopment() {
    Rate people = Shapes.officeHours(700, PARIS, 41);
    return DemoCallers.staff(
        org(4, "acme-dev", "Acme Playground", Edition.DEVELOPER, PARIS)
            .busy(0.25)
            .api(15_000, people),
        people);
  }

  /**
   * An endless retry: four hours from a quarter of an hour after the start, and also three days
   * before.
   */
  private OrgSketch runawayLoop() {
    Rate machines = Shapes.steady(15_000, 51);
    Rate people = Shapes.officeHours(5_000, NEW_YORK, 52);
    Rate runaway = Shapes.recurring(325, start + 15, 4 * HOUR, 3 * DAY, 53);
    OrgSketch org =
        org(5, "globex-prod", "Globex Corporation", Edition.UNLIMITED, NEW_YORK)
            .busy(0.9)
            .loggedByHour()
            .api(100_000, machines.plus(people).plus(runaway));
    org.calledBy(
        DemoCallers.app(org, "Order Export", 7, Work.RETRIES), runaway.plus(machines.times(0.1)));
    return usual(org, people, machines.times(0.9));
  }

  /** One app swings around 90 % of its own quota while the org as a whole has plenty left. */
  private OrgSketch quotasByApp() {
    Rate orderSync =
        minute ->
            30_000.0 / DAY * (0.84 + 0.13 * Math.sin(2 * Math.PI * (minute - start) / (60 * HOUR)));
    List<SimulatedLimit> apps =
        List.of(
            app("Billing Bridge", 20_000, Shapes.steady(9_000, 61)),
            SimulatedLimit.of("Data Loader", 0, Usage.none()),
            app(SimulatedOrg.WATCHER_APP, 2_000, minute -> 0),
            app("Order Sync", 30_000, orderSync),
            app("Sales Dashboard", 10_000, Shapes.officeHours(2_200, NEW_YORK, 64)),
            SimulatedLimit.of("Workbench", 0, Usage.none()));
    Rate people = Shapes.officeHours(24_000, NEW_YORK, 66);
    OrgSketch org = org(6, "globex-apps", "Globex Apps", Edition.ENTERPRISE, NEW_YORK);
    List<Traffic> parts = new ArrayList<>();
    parts.add(arrivals(people, 67));
    DemoCallers.staff(org.sharing(arrivals(people, 67)), people);
    for (SimulatedLimit app : apps) {
      if (app.usage() instanceof Usage.Flow flow) {
        parts.add(flow.arrivals());
        if (!app.name().equals(SimulatedOrg.WATCHER_APP)) {
          Work work = app.name().equals("Order Sync") ? Work.RECORD_LOOP : Work.ARRIVALS;
          org.calledApart(
              DemoCallers.app(org, app.name(), 3 + parts.size(), work), flow.arrivals());
        }
      }
    }
    Usage together = new Usage.Flow(Traffic.sum(parts), FlowWindow.ROLLING_DAY);
    Usage batches = new Usage.Flow(arrivals(Shapes.steady(800, 68), 69), FlowWindow.ROLLING_DAY);
    return org.busy(0.8)
        .with(
            SimulatedLimit.of(SimulatedOrg.API_REQUESTS, 150_000, together)
                .with(SimulatedLimit.Overrun.HIDDEN)
                .with(apps))
        .with(
            SimulatedLimit.of("DailyBulkApiBatches", 15_000, batches)
                .with(
                    apps.stream()
                        .map(app -> SimulatedLimit.of(app.name(), 0, Usage.none()))
                        .toList()));
  }

  /** A load test in an org without a soft margin: calls are refused once its 15,000 are used. */
  private OrgSketch runsIntoTheWall() {
    Rate people = Shapes.officeHours(1_500, NEW_YORK, 71);
    Rate test = Shapes.recurring(75, start + 3 * HOUR, 20 * HOUR, 60 * HOUR, 72);
    OrgSketch org =
        org(7, "globex-lab", "Globex Lab", Edition.DEVELOPER, NEW_YORK)
            .busy(0.3)
            .api(15_000, people.plus(test));
    org.calledBy(DemoCallers.client(org, "load-test", 7, Work.RECORD_LOOP), test);
    return DemoCallers.staff(org, people);
  }

  /** Grows by 6.5 points a day and is cleared when nearly full. */
  private OrgSketch storageFills() {
    LongUnaryOperator level =
        minute -> {
          double days = Math.floorMod(minute - start + 3 * DAY, 9_900) / (double) DAY;
          return Math.round(28_672 * (0.52 + 0.065 * days));
        };
    Rate people = Shapes.officeHours(30_000, NEW_YORK, 81);
    Rate machines = Shapes.steady(9_000, 82);
    return usual(
        org(8, "globex-archive", "Globex Archive", Edition.ENTERPRISE, NEW_YORK)
            .busy(0.7)
            .api(120_000, people.plus(machines))
            .with(
                SimulatedLimit.of("DataStorageMB", 28_672, new Usage.Level(level))
                    .with(SimulatedLimit.Overrun.NEGATIVE)),
        people,
        machines);
  }

  /** Went live ten hours before the start; tuned after six days. */
  private OrgSketch newIntegration() {
    long live = start - 10L * HOUR;
    Rate integration = minute -> minute < live ? 0 : minute < live + 6 * DAY ? 54 : 20;
    Rate people = Shapes.officeHours(20_000, SINGAPORE, 91);
    Rate machines = Shapes.steady(12_000, 92);
    OrgSketch org =
        org(9, "initech-prod", "Initech", Edition.ENTERPRISE, SINGAPORE)
            .busy(0.9)
            .loggedByHour()
            .api(160_000, people.plus(machines).plus(integration));
    org.calledBy(DemoCallers.app(org, "Quote Builder", 7, Work.RECORD_LOOP), integration);
    return usual(org, people, machines);
  }

  /** Three points a day for a fortnight, then the work is spread out again. */
  private OrgSketch slowGrowth() {
    Rate rate =
        minute -> {
          double days = (minute - start + 3 * DAY) / (double) DAY;
          double percent = 46 + 3.2 * (days < 0 ? days : days % 15);
          return 115_000 * percent / 100 / DAY * (0.95 + 0.1 * Noise.wander(101, minute, 90));
        };
    Rate base = minute -> 115_000 * 0.4 / DAY * (0.95 + 0.1 * Noise.wander(101, minute, 90));
    OrgSketch org =
        org(10, "initech-emea", "Initech EMEA", Edition.PROFESSIONAL, PARIS)
            .busy(0.8)
            .api(115_000, rate);
    org.calledBy(
        DemoCallers.app(org, "Partner Feed", 7, Work.OLD_VERSION),
        minute -> rate.perMinute(minute) - base.perMinute(minute));
    return usual(org, base.times(0.6), base.times(0.4));
  }

  /** Purchased event deliveries, updated once a day, 5 % above the entitlement. */
  private OrgSketch overTheEntitlement() {
    LongUnaryOperator level =
        minute -> {
          long day = Math.floorMod(Math.floorDiv(minute, DAY) - Math.floorDiv(start, DAY) + 21, 30);
          return day <= 21 ? 150_000 * day : 3_150_000 + 20_000 * (day - 21);
        };
    Rate people = Shapes.officeHours(90_000, SINGAPORE, 111);
    Rate machines = Shapes.steady(60_000, 112);
    return usual(
        org(11, "initech-events", "Initech Events", Edition.UNLIMITED, SINGAPORE)
            .api(500_000, people.plus(machines))
            .with(
                SimulatedLimit.of(
                        "MonthlyPlatformEventsUsageEntitlement", 3_000_000, new Usage.Level(level))
                    .with(SimulatedLimit.Overrun.NEGATIVE)),
        people,
        machines);
  }

  /**
   * Its monitoring user lacks the permission to manage users, so the two storage limits are not
   * shown.
   */
  private OrgSketch hidesLimits() {
    Rate people = Shapes.officeHours(34_000, SINGAPORE, 121);
    Rate machines = Shapes.steady(6_000, 122);
    return usual(
        org(12, "initech-secure", "Initech Secure", Edition.ENTERPRISE, SINGAPORE)
            .busy(0.9)
            .api(125_000, people.plus(machines))
            .hiding("DataStorageMB", "FileStorageMB"),
        people,
        machines);
  }

  /** Calls of people and of machines, made by the programs that most orgs have. */
  private static OrgSketch usual(OrgSketch org, Rate people, Rate machines) {
    return DemoCallers.machines(DemoCallers.staff(org, people), machines);
  }

  private OrgSketch org(int number, String id, String name, Edition edition, int utcOffset) {
    return new OrgSketch(number, id, name, edition, new OrgSketch.Place(origin, utcOffset));
  }

  private SimulatedLimit app(String name, long quota, Rate rate) {
    return SimulatedLimit.of(
        name, quota, new Usage.Flow(arrivals(rate, name.hashCode()), FlowWindow.ROLLING_DAY));
  }

  private Traffic arrivals(Rate rate, long seed) {
    return new ScriptedArrivals(rate, seed, origin, ScriptedArrivals.UNCAPPED);
  }
}
