package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headroom.local.simulator.Outages.Outage;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each story does what it is named for, whenever the demo is started. */
class DemoFleetTest {

  private static final String WEDNESDAY_NIGHT = "2026-11-25T04:30:00Z";
  private static final String SATURDAY_NOON = "2026-11-28T12:07:31Z";
  private static final String MONDAY_EVENING = "2027-01-04T20:59:59Z";
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  /** A story's percentages, by minutes since the demo's start. */
  private static final class Story {
    private final SimulatedOrg org;
    private final long start;

    Story(String start, String org) {
      Instant instant = Instant.parse(start);
      this.start = Orgs.minute(instant);
      this.org =
          DemoFleet.startingAt(instant).orgs().stream()
              .filter(o -> o.id().equals(org))
              .findFirst()
              .orElseThrow();
    }

    double percent(String limit, long minute) {
      SimulatedLimit entry = entry(limit);
      return 100.0 * entry.usage().at(start + minute) / entry.max();
    }

    double api(long minute) {
      return percent("DailyApiRequests", minute);
    }

    /** The first time, in minutes from the start, at which that percentage is reached. */
    long reaches(String limit, double percent, long from, long until) {
      for (long m = from; m < until; m += 5) {
        if (percent(limit, m) >= percent) {
          return m;
        }
      }
      return Long.MAX_VALUE;
    }

    double peak(String limit, long from, long until) {
      double peak = 0;
      for (long m = from; m < until; m += 5) {
        peak = Math.max(peak, percent(limit, m));
      }
      return peak;
    }

    Outage outage(long minute) {
      return org.outages().at(start + minute);
    }

    private SimulatedLimit entry(String name) {
      for (SimulatedLimit limit : org.limits()) {
        if (limit.name().equals(name)) {
          return limit;
        }
        for (SimulatedLimit child : limit.children()) {
          if (name.equals(limit.name() + "." + child.name())) {
            return child;
          }
        }
      }
      throw new IllegalArgumentException(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {WEDNESDAY_NIGHT, SATURDAY_NOON, MONDAY_EVENING})
  void theRunawayLoopOpensAnAlertSoonEscalatesAndIsGoneTheDayAfter(String start) {
    Story story = new Story(start, "globex-prod");
    assertThat(story.api(0)).isLessThan(30);
    assertThat(story.reaches("DailyApiRequests", 60, 0, DAY)).isBetween(2L * HOUR, 6L * HOUR);
    assertThat(story.reaches("DailyApiRequests", 80, 0, DAY)).isBetween(3L * HOUR, 6L * HOUR);
    assertThat(story.peak("DailyApiRequests", 0, DAY)).isBetween(85.0, 101.0);
    assertThat(story.api(DAY + 6 * HOUR)).isLessThan(30);
    // It has happened before.
    assertThat(story.peak("DailyApiRequests", -3 * DAY, -2 * DAY)).isGreaterThan(80);
    assertThat(story.peak("DailyApiRequests", -DAY, 0)).isLessThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {WEDNESDAY_NIGHT, SATURDAY_NOON, MONDAY_EVENING})
  void theOrgWithoutAMarginRunsIntoTheWallAndIsLetGoADayLater(String start) {
    Story story = new Story(start, "globex-lab");
    assertThat(story.api(2 * HOUR)).isLessThan(30);
    assertThat(story.api(8 * HOUR)).isEqualTo(100);
    assertThat(story.api(20 * HOUR)).isEqualTo(100);
    assertThat(story.api(32 * HOUR)).isLessThan(30);
    assertThat(story.peak("DailyApiRequests", -3 * DAY, 10 * DAY)).isEqualTo(100);
  }

  @Test
  void theWallIsA403OverHttpThatLiftsAsTheCallsLeaveTheWindow() throws IOException {
    Instant start = Instant.parse(WEDNESDAY_NIGHT);
    DemoFleet fleet = DemoFleet.startingAt(start);
    ManualClock clock = new ManualClock(start);
    SimulatedOrg lab =
        fleet.orgs().stream().filter(o -> o.id().equals("globex-lab")).findFirst().orElseThrow();
    try (Simulator simulator = new Simulator(fleet.orgs(), clock, InstantSource.system(), 0)) {
      simulator.start();
      SimulatorClient client = new SimulatorClient(simulator);
      String token = client.token(lab);
      Map<Integer, Integer> statuses = new HashMap<>();
      for (int hour : List.of(0, 8, 20, 32)) {
        clock.set(start.plusSeconds(hour * 3600L));
        statuses.put(hour, client.getAs(token, "/services/data/v62.0/limits").statusCode());
      }
      assertThat(statuses).isEqualTo(Map.of(0, 200, 8, 403, 20, 403, 32, 200));
    }
  }

  @Test
  void theNightlyBatchShowsInTheNightAndNotInTheDay() {
    Story story = new Story(WEDNESDAY_NIGHT, "acme-erp");
    long midnight = -(4 * HOUR + 30);
    for (int day = -2; day <= 3; day++) {
      long from = midnight + (long) day * DAY;
      assertThat(story.peak("HourlyPublishedPlatformEvents", from, from + 6 * HOUR))
          .isGreaterThan(50);
      assertThat(story.peak("HourlyPublishedPlatformEvents", from + 8 * HOUR, from + 23 * HOUR))
          .isLessThan(5);
    }
  }

  @Test
  void officeHoursRiseOnMondayAndFallAtTheWeekend() {
    Story story = new Story(WEDNESDAY_NIGHT, "acme-prod");
    double wednesday = story.api(0);
    double sundayNight = story.api(-3 * DAY);
    double nextSunday = story.api(4 * DAY + 18 * HOUR);
    assertThat(wednesday).isBetween(35.0, 55.0);
    assertThat(sundayNight).isLessThan(20);
    assertThat(nextSunday).isLessThan(20);
    assertThat(story.peak("DailyApiRequests", -3 * DAY, 10 * DAY)).isLessThan(60);
    // A mid-morning against a midnight.
    assertThat(story.percent("HourlySyncReportRuns", 5 * HOUR))
        .isGreaterThan(4 * story.percent("HourlySyncReportRuns", 20 * HOUR) + 5);
  }

  @Test
  void theDarkOrgIsDownThenGoneThenBack() {
    Story story = new Story(SATURDAY_NOON, "acme-uat");
    assertThat(story.outage(0)).isEqualTo(Outage.NONE);
    assertThat(story.outage(2 * HOUR + 5)).isEqualTo(Outage.MAINTENANCE);
    assertThat(story.outage(4 * HOUR)).isEqualTo(Outage.DISCONNECTED);
    assertThat(story.outage(5 * HOUR)).isEqualTo(Outage.NONE);
    assertThat(story.outage(-33 * HOUR)).isNotEqualTo(Outage.NONE);
  }

  @Test
  void theNewIntegrationTriplesTheUsageWithinADay() {
    Story story = new Story(WEDNESDAY_NIGHT, "initech-prod");
    assertThat(story.api(-11 * HOUR)).isLessThan(25);
    assertThat(story.api(0)).isBetween(30.0, 50.0);
    assertThat(story.reaches("DailyApiRequests", 60, 0, 2 * DAY)).isLessThan(DAY);
    assertThat(story.peak("DailyApiRequests", 0, 5 * DAY)).isLessThan(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {WEDNESDAY_NIGHT, SATURDAY_NOON, MONDAY_EVENING})
  void slowGrowthGrowsEveryDay(String start) {
    Story story = new Story(start, "initech-emea");
    for (int day = -3; day < 8; day++) {
      assertThat(story.api((day + 1L) * DAY)).isGreaterThan(story.api((long) day * DAY) + 1);
    }
    assertThat(story.api(0)).isBetween(50.0, 60.0);
  }

  @Test
  void storageFillsUpAndIsCleared() {
    Story story = new Story(WEDNESDAY_NIGHT, "globex-archive");
    assertThat(story.percent("DataStorageMB", -3 * DAY)).isBetween(50.0, 54.0);
    assertThat(story.percent("DataStorageMB", 0)).isBetween(68.0, 75.0);
    assertThat(story.reaches("DataStorageMB", 80, 0, 5 * DAY)).isBetween((long) DAY, 2L * DAY);
    assertThat(story.peak("DataStorageMB", 0, 5 * DAY)).isBetween(95.0, 99.9);
    assertThat(story.percent("DataStorageMB", 4 * DAY)).isLessThan(60);
  }

  @Test
  void oneAppIsNearItsQuotaWhileTheOrgIsNot() {
    Story story = new Story(WEDNESDAY_NIGHT, "globex-apps");
    assertThat(story.peak("DailyApiRequests.Order Sync", -3 * DAY, 3 * DAY)).isBetween(88.0, 99.0);
    assertThat(story.peak("DailyApiRequests.Billing Bridge", -3 * DAY, 3 * DAY)).isLessThan(60);
    assertThat(story.peak("DailyApiRequests", -3 * DAY, 3 * DAY)).isLessThan(55);
  }

  @Test
  void theEntitlementIsOverrunAndTheQuietOrgIsQuiet() {
    Story over = new Story(WEDNESDAY_NIGHT, "initech-events");
    assertThat(over.percent("MonthlyPlatformEventsUsageEntitlement", -3 * DAY)).isLessThan(100);
    assertThat(over.percent("MonthlyPlatformEventsUsageEntitlement", 0)).isGreaterThan(100);
    Story quiet = new Story(WEDNESDAY_NIGHT, "acme-dev");
    assertThat(quiet.peak("DailyApiRequests", -3 * DAY, 7 * DAY)).isLessThan(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {WEDNESDAY_NIGHT, SATURDAY_NOON, MONDAY_EVENING})
  void nothingButTheStoriesComesNearAThreshold(String start) {
    Map<String, TreeSet<String>> high = new HashMap<>();
    Instant instant = Instant.parse(start);
    long now = Orgs.minute(instant);
    for (SimulatedOrg org : DemoFleet.startingAt(instant).orgs()) {
      for (SimulatedLimit limit : org.limits()) {
        for (long m = now - 3 * DAY; m < now + 3 * DAY; m += 15) {
          if (limit.max() > 0 && limit.usage().at(m) >= 0.6 * limit.max()) {
            high.computeIfAbsent(org.id(), any -> new TreeSet<>()).add(limit.name());
          }
        }
      }
    }
    assertThat(high.keySet())
        .isSubsetOf(
            "acme-erp",
            "globex-prod",
            "globex-lab",
            "globex-archive",
            "initech-prod",
            "initech-emea",
            "initech-events");
    assertThat(high.values()).allSatisfy(names -> assertThat(names.size()).isLessThanOrEqualTo(2));
  }

  @Test
  void editionsHaveAsManyLimitsAsRealOnesAndOneOrgHidesItsStorage() {
    Map<String, Integer> sizes = new HashMap<>();
    List<SimulatedOrg> orgs = DemoFleet.startingAt(Instant.parse(WEDNESDAY_NIGHT)).orgs();
    orgs.forEach(o -> sizes.put(o.id(), o.limits().size()));
    assertThat(orgs).hasSize(12);
    assertThat(sizes)
        .containsEntry("acme-prod", 75)
        .containsEntry("acme-dev", 52)
        .containsEntry("initech-secure", 73);
    assertThat(
            orgs.stream()
                .filter(o -> o.id().equals("initech-secure"))
                .findFirst()
                .orElseThrow()
                .limits())
        .extracting(SimulatedLimit::name)
        .doesNotContain("DataStorageMB", "FileStorageMB")
        .contains("DailyApiRequests");
  }

  @Test
  void theManifestNamesEveryOrgItsWayInAndOnlySecretsThatThereAre() throws IOException {
    DemoFleet fleet = DemoFleet.startingAt(Instant.parse(WEDNESDAY_NIGHT));
    String text = fleet.manifest(18089, 18080);
    JsonNode manifest = new YAMLMapper().readTree(text);
    assertThat(manifest.path("orgs").size()).isEqualTo(12);
    for (int i = 0; i < 12; i++) {
      SimulatedOrg org = fleet.orgs().get(i);
      JsonNode entry = manifest.path("orgs").path(i);
      assertThat(entry.path("id").asText()).isEqualTo(org.id());
      assertThat(entry.path("loginUrl").asText()).isEqualTo("http://localhost:18089");
      assertThat(entry.path("auth").path("clientId").asText()).isEqualTo(org.login().clientId());
      assertThat(entry.path("auth").path("type").asText())
          .isEqualTo(
              org.login() instanceof OrgLogin.JwtBearer ? "jwt-bearer" : "client-credentials");
      if (org.login() instanceof OrgLogin.JwtBearer jwt) {
        assertThat(entry.path("auth").path("username").asText()).isEqualTo(jwt.username());
      }
    }
    TreeSet<String> wanted = new TreeSet<>();
    Matcher references = Pattern.compile("env:(\\w+)").matcher(text);
    while (references.find()) {
      wanted.add(references.group(1));
    }
    assertThat(fleet.secrets().keySet()).isEqualTo(wanted);
    assertThat(fleet.secrets().get("DEMO_WEBHOOK_SECRET")).startsWith("whsec_");
    assertThat(manifest.findValuesAsText("url"))
        .containsExactly(
            "http://localhost:18080/inbox/webhook",
            "http://localhost:18080/inbox/pagerduty",
            "http://localhost:18080/inbox/slack");
  }
}
