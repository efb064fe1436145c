package dev.headroom.local.simulator;

import static dev.headroom.local.simulator.Shapes.DAY;
import static dev.headroom.local.simulator.Shapes.HOUR;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * The twelve orgs of the demo: what happens in each, relative to the minute in which it starts.
 *
 * <p>Each story also holds for the days before that minute, so that there is a history to show.
 */
final class DemoStories {

  private static final int DAYS_BEFORE = 5;

  private final long start;
  private final long origin;
  private final Function<String, OrgLogin> logins;

  /**
   * Stories around {@code start}.
   *
   * @param start the minute in which the demo starts
   * @param logins the way into the org of that id
   */
  DemoStories(long start, Function<String, OrgLogin> logins) {
    this.start = start;
    this.origin = start - (long) DAYS_BEFORE * DAY;
    this.logins = logins;
  }

  List<SimulatedOrg> all() {
    return List.of(
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
        hidesLimits());
  }

  private SimulatedOrg officeHours() {
    Rate rate = Shapes.officeHours(56_000, 1, 11).plus(Shapes.steady(8_000, 12));
    return org(
        1,
        "acme-prod",
        "Acme Ltd",
        Edition.ENTERPRISE,
        1,
        1.0,
        List.of(api(Edition.ENTERPRISE, 145_000, rate, 13)));
  }

  /** Its own API calls and the events it publishes rise for two hours every night. */
  private SimulatedOrg nightlyBatch() {
    Rate batch = Shapes.nightly(28_000, 0.5, 110, 21);
    Rate rate = Shapes.officeHours(14_000, 1, 22).plus(batch);
    return org(
        2,
        "acme-erp",
        "Acme ERP",
        Edition.ENTERPRISE,
        1,
        0.6,
        List.of(
            api(Edition.ENTERPRISE, 130_000, rate, 23),
            flow(
                "HourlyPublishedPlatformEvents",
                250_000,
                FlowWindow.ROLLING_HOUR,
                batch.times(11),
                24),
            flow("DailyBulkApiBatches", 15_000, FlowWindow.ROLLING_DAY, batch.times(0.22), 25),
            flow("DailyAsyncApexExecutions", 250_000, FlowWindow.ROLLING_DAY, batch.times(3), 26)));
  }

  /** Three hours in thirty-six: first a maintenance page, then closed connections. */
  private SimulatedOrg goesDark() {
    Rate rate = Shapes.officeHours(900_000, 1, 31).plus(Shapes.steady(150_000, 32));
    Outages outages =
        minute -> {
          long phase = Math.floorMod(minute - start - 2 * HOUR, 36 * HOUR);
          if (phase >= 3 * HOUR) {
            return Outages.Outage.NONE;
          }
          return phase < HOUR ? Outages.Outage.MAINTENANCE : Outages.Outage.DISCONNECTED;
        };
    return org(
        3,
        "acme-uat",
        "Acme Ltd",
        Edition.ENTERPRISE_SANDBOX,
        1,
        0.5,
        List.of(api(Edition.ENTERPRISE_SANDBOX, 5_000_000, rate, 33)),
        outages);
  }

  private SimulatedOrg quietDevelopment() {
    return org(
        4,
        "acme-dev",
        "Acme Playground",
        Edition.DEVELOPER,
        1,
        0.25,
        List.of(api(Edition.DEVELOPER, 15_000, Shapes.officeHours(700, 1, 41), 42)));
  }

  /** A retry without an end: four hours from a quarter past the start on, and three days before. */
  private SimulatedOrg runawayLoop() {
    Rate rate =
        Shapes.steady(60_000, 51)
            .plus(Shapes.officeHours(20_000, -5, 52))
            .plus(Shapes.recurring(1_300, start + 15, 4 * HOUR, 3 * DAY, 53));
    return org(
        5,
        "globex-prod",
        "Globex Corporation",
        Edition.UNLIMITED,
        -5,
        0.9,
        List.of(api(Edition.UNLIMITED, 400_000, rate, 54)));
  }

  /** One app swings around nine tenths of its own quota while the org as a whole is at ease. */
  private SimulatedOrg quotasByApp() {
    Rate orderSync =
        minute ->
            30_000.0 / DAY * (0.84 + 0.13 * Math.sin(2 * Math.PI * (minute - start) / (60 * HOUR)));
    List<SimulatedLimit> apps =
        List.of(
            flow("Billing Bridge", 20_000, FlowWindow.ROLLING_DAY, Shapes.steady(9_000, 61), 62),
            SimulatedLimit.of("Data Loader", 0, Usage.none()),
            SimulatedLimit.of(SimulatedOrg.WATCHER_APP, 2_000, nothingYet()),
            flow("Order Sync", 30_000, FlowWindow.ROLLING_DAY, orderSync, 63),
            flow(
                "Sales Dashboard",
                10_000,
                FlowWindow.ROLLING_DAY,
                Shapes.officeHours(2_200, -5, 64),
                65),
            SimulatedLimit.of("Workbench", 0, Usage.none()));
    Arrivals others =
        new ScriptedArrivals(
            Shapes.officeHours(24_000, -5, 66), 67, origin, ScriptedArrivals.UNCAPPED);
    List<Arrivals> parts = new java.util.ArrayList<>(List.of(others));
    for (SimulatedLimit app : apps) {
      if (app.usage() instanceof Usage.Flow flow) {
        parts.add(flow.arrivals());
      }
    }
    SimulatedLimit api =
        new SimulatedLimit(
            SimulatedOrg.API_REQUESTS,
            150_000,
            new Usage.Flow(Arrivals.sum(parts), FlowWindow.ROLLING_DAY),
            SimulatedLimit.Overrun.HIDDEN,
            apps);
    SimulatedLimit batches =
        flow("DailyBulkApiBatches", 15_000, FlowWindow.ROLLING_DAY, Shapes.steady(800, 68), 69)
            .with(apps.stream().map(a -> SimulatedLimit.of(a.name(), 0, Usage.none())).toList());
    return org(6, "globex-apps", "Globex Apps", Edition.ENTERPRISE, -5, 0.8, List.of(api, batches));
  }

  /** A load test in an org without a margin: refused once its 15,000 calls are used. */
  private SimulatedOrg runsIntoTheWall() {
    Rate rate =
        Shapes.officeHours(1_500, -5, 71)
            .plus(Shapes.recurring(75, start + 3 * HOUR, 20 * HOUR, 60 * HOUR, 72));
    return org(
        7,
        "globex-lab",
        "Globex Lab",
        Edition.DEVELOPER,
        -5,
        0.3,
        List.of(api(Edition.DEVELOPER, 15_000, rate, 73)));
  }

  /** Grows by 6.5 points a day and is cleared when nearly full. */
  private SimulatedOrg storageFills() {
    LongUnaryOperator level =
        minute -> {
          double days = Math.floorMod(minute - start + 3 * DAY, 9_900) / (double) DAY;
          return Math.round(28_672 * (0.52 + 0.065 * days));
        };
    Rate rate = Shapes.officeHours(30_000, -5, 81).plus(Shapes.steady(9_000, 82));
    return org(
        8,
        "globex-archive",
        "Globex Archive",
        Edition.ENTERPRISE,
        -5,
        0.7,
        List.of(
            api(Edition.ENTERPRISE, 120_000, rate, 83),
            SimulatedLimit.of("DataStorageMB", 28_672, new Usage.Level(level))
                .with(SimulatedLimit.Overrun.NEGATIVE)));
  }

  /** Went live ten hours before the start; tuned after six days. */
  private SimulatedOrg newIntegration() {
    long live = start - 10L * HOUR;
    Rate integration = minute -> minute < live ? 0 : minute < live + 6 * DAY ? 54 : 20;
    Rate rate = Shapes.officeHours(20_000, 8, 91).plus(Shapes.steady(12_000, 92)).plus(integration);
    return org(
        9,
        "initech-prod",
        "Initech",
        Edition.ENTERPRISE,
        8,
        0.9,
        List.of(api(Edition.ENTERPRISE, 160_000, rate, 93)));
  }

  /** Three points a day for a fortnight, then the work is spread anew. */
  private SimulatedOrg slowGrowth() {
    Rate rate =
        minute -> {
          double days = (minute - start + 3 * DAY) / (double) DAY;
          double percent = 46 + 3.2 * (days < 0 ? days : days % 15);
          return 115_000 * percent / 100 / DAY * (0.95 + 0.1 * Noise.wander(101, minute, 90));
        };
    return org(
        10,
        "initech-emea",
        "Initech EMEA",
        Edition.PROFESSIONAL,
        1,
        0.8,
        List.of(api(Edition.PROFESSIONAL, 115_000, rate, 102)));
  }

  /** Bought event deliveries, told once a day, five percent over what was bought. */
  private SimulatedOrg overTheEntitlement() {
    LongUnaryOperator level =
        minute -> {
          long day = Math.floorMod(Math.floorDiv(minute, DAY) - Math.floorDiv(start, DAY) + 21, 30);
          return day <= 21 ? 150_000 * day : 3_150_000 + 20_000 * (day - 21);
        };
    Rate rate = Shapes.officeHours(90_000, 8, 111).plus(Shapes.steady(60_000, 112));
    return org(
        11,
        "initech-events",
        "Initech Events",
        Edition.UNLIMITED,
        8,
        1.0,
        List.of(
            api(Edition.UNLIMITED, 500_000, rate, 113),
            SimulatedLimit.of(
                    "MonthlyPlatformEventsUsageEntitlement", 3_000_000, new Usage.Level(level))
                .with(SimulatedLimit.Overrun.NEGATIVE)));
  }

  /** Its monitoring user may not manage users, so the two storage limits are not shown. */
  private SimulatedOrg hidesLimits() {
    Rate rate = Shapes.officeHours(34_000, 8, 121).plus(Shapes.steady(6_000, 122));
    SimulatedOrg all =
        org(
            12,
            "initech-secure",
            "Initech Secure",
            Edition.ENTERPRISE,
            8,
            0.9,
            List.of(api(Edition.ENTERPRISE, 125_000, rate, 123)));
    List<String> storage = List.of("DataStorageMB", "FileStorageMB");
    List<SimulatedLimit> shown =
        all.limits().stream().filter(l -> !storage.contains(l.name())).toList();
    return new SimulatedOrg(
        all.id(),
        all.name(),
        all.organizationId(),
        all.userId(),
        all.edition(),
        all.instanceName(),
        all.login(),
        shown,
        all.outages());
  }

  private SimulatedOrg org(
      int number,
      String id,
      String name,
      Edition edition,
      int utcOffset,
      double scale,
      List<SimulatedLimit> story) {
    return org(number, id, name, edition, utcOffset, scale, story, Outages.never());
  }

  private SimulatedOrg org(
      int number,
      String id,
      String name,
      Edition edition,
      int utcOffset,
      double scale,
      List<SimulatedLimit> story,
      Outages outages) {
    return new SimulatedOrg(
        id,
        name,
        SalesforceId.of("00D", "Hr0", number),
        SalesforceId.of("005", "Hr0", number),
        edition,
        edition.isSandbox() ? "CS" + (40 + number) : "NA" + (220 + number),
        logins.apply(id),
        EditionLimits.of(edition, number, utcOffset, scale, origin, story),
        outages);
  }

  private SimulatedLimit api(Edition edition, long max, Rate rate, long seed) {
    Arrivals accepted = new ScriptedArrivals(rate, seed, origin, edition.hardCap(max));
    return SimulatedLimit.of(
            SimulatedOrg.API_REQUESTS, max, new Usage.Flow(accepted, FlowWindow.ROLLING_DAY))
        .with(SimulatedLimit.Overrun.HIDDEN);
  }

  private SimulatedLimit flow(String name, long max, FlowWindow window, Rate rate, long seed) {
    return SimulatedLimit.of(
        name,
        max,
        new Usage.Flow(
            new ScriptedArrivals(rate, seed, origin, ScriptedArrivals.UNCAPPED), window));
  }

  /** A flow of which the story has none: only calls that are made count. */
  private static Usage nothingYet() {
    return new Usage.Flow((after, until) -> 0, FlowWindow.ROLLING_DAY);
  }
}
