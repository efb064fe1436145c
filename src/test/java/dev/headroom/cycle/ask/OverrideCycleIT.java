package dev.headroom.cycle.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.Levels;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Threshold;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.fleet.dynamodb.DynamoDbOverrides;
import dev.headroom.fleet.manifest.YamlOverrideReader;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.notify.dynamodb.DynamoDbMutes;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.report.OrderReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrideCycleIT {
  private static final Instant NOW = Instant.parse("2026-11-25T10:12:00Z");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;

  private final TestDynamoDb db = TestDynamoDb.create();
  private final JsonMapper json = JsonMapper.builder().build();
  private final Org org = PollPorts.org("acme-prod");
  private final OrgDirectory directory = PollPorts.directory(List.of(org));
  private final FleetVersion version = new FleetVersion(db.client(), db.tables(), () -> NOW);
  private final DynamoDbFleetStore fleet =
      new DynamoDbFleetStore(db.client(), db.tables(), version, json);
  private final DynamoDbOverrides overrides =
      new DynamoDbOverrides(db.client(), db.tables(), version, json, () -> NOW);
  private final OverrideCycle cycle =
      new OverrideCycle(
          overrides, new YamlOverrideReader(directory), fleet, directory, InstantSource.fixed(NOW));

  private OrderReport order(String... namesAndValues) {
    Map<String, String> members =
        new HashMap<>(
            Map.of("org", "acme-prod", "until", "PT2H", "reason", "release", "by", "Ann"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1].equals("-")) {
        members.remove(namesAndValues[i]);
      } else {
        members.put(namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return cycle.override(TenantScope.all(), members, "a test");
  }

  @Test
  void anOrderAppliesWithTheNextReadingOfTheSettingsAndIsListedAndRemoved() {
    Settings before = fleet.settings();
    OrderReport report =
        order("limit", "Daily*", "attention", "used:12000,remaining:500", "escalation", "90");

    assertThat(report.violations()).isEmpty();
    PolicyOverride stored = overrides.all().getFirst();
    assertThat(stored.attention()).isEqualTo(new Threshold(null, 12_000L, 500L));
    assertThat(stored.escalation()).isEqualTo(Threshold.of(90));
    assertThat(stored.until()).isEqualTo(NOW.plusSeconds(7_200));
    assertThat(before.overrides()).isEmpty();
    assertThat(fleet.settings().version()).isEqualTo(before.version());
    assertThat(fleet.settings().judging(NOW).levelsFor(org, CALLS).escalation()).isEqualTo(90);
    assertThat(fleet.settings().judging(NOW).levelsFor(org, new LimitName("DataStorageMB")))
        .isEqualTo(Levels.DEFAULT);
    assertThat(fleet.settings().judging(stored.until()).levelsFor(org, CALLS))
        .isEqualTo(Levels.DEFAULT);
    assertThat(cycle.list(TenantScope.all()).text())
        .isEqualTo("override %s by Ann until 2026-11-25T12:12:00Z: release".formatted(stored.id()));

    OrderReport removed =
        cycle.remove(TenantScope.all(), Map.of("id", stored.id(), "by", "Ann"), "a test");
    assertThat(removed.violations()).isEmpty();
    assertThat(fleet.settings().judging(NOW).levelsFor(org, CALLS)).isEqualTo(Levels.DEFAULT);
    assertThat(cycle.list(TenantScope.all()).text()).isEqualTo("nothing is overridden");
  }

  @Test
  void theNewestOrderIsLookedAtFirst() {
    order("attention", "70");
    order("attention", "65");
    assertThat(fleet.settings().judging(NOW).levelsFor(org, CALLS).attention()).isEqualTo(65);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "org; other; org: is not an org of the fleet",
        "until; -; until: is missing",
        "until; PT0S; until: is not within 366 days",
        "until; P400D; until: is not within 366 days",
        "attention; 0; attention: is not from 1 to 100",
        "attention; many; attention: is text, not a plain decimal number",
        "attention; used:0; attention.used: is not a whole number",
        "attention; used:; attention.used: is text",
        "escalation; ' '; escalation: is text",
        "for; 10m; for: is not a duration",
        "projection; on; projection: is",
        "recoverBelow; 100; recoverBelow: is not from 0",
        "reason; -; reason: is missing",
        "by; -; by: is missing",
        "limit; Daily*; changes nothing"
      })
  void whatCannotBeOrderedNamesTheMember(String name, String value, String problem) {
    OrderReport report = order(name, value);
    assertThat(report.violations().toString()).contains(problem);
    assertThat(overrides.all()).isEmpty();
  }

  @Test
  void anotherTenantOrdersAndSeesNothing() {
    TenantScope stranger = TenantScope.of(new TenantId("globex"));
    assertThat(
            cycle
                .override(
                    stranger,
                    Map.of(
                        "org",
                        "acme-prod",
                        "until",
                        "PT2H",
                        "reason",
                        "r",
                        "by",
                        "b",
                        "attention",
                        "90"),
                    "a test")
                .violations())
        .isNotEmpty();
    assertThat(cycle.list(stranger).violations()).isEmpty();
    assertThat(cycle.list(stranger).text()).isEqualTo("nothing is overridden");
    assertThat(cycle.override(stranger, "{match: {}}", "a test").violations()).isNotEmpty();
  }

  @Test
  void explainSaysWhatAppliesAndWhatIsMuted() {
    order("attention", "70");
    ExplainCycle explain =
        new ExplainCycle(
            directory,
            fleet,
            new InMemoryAlertStates(),
            new DynamoDbMutes(db.client(), db.tables(), json),
            new CsvLimitCatalogue(),
            InstantSource.fixed(NOW));

    OrderReport report =
        explain.explain(TenantScope.all(), Map.of("org", "acme-prod", "limit", "DailyApiRequests"));

    assertThat(report.text().lines())
        .contains(
            "DailyApiRequests of acme-prod",
            "The defaults apply: there is no policy.",
            "attention: 70.0 %% (override %s)".formatted(overrides.all().getFirst().id()));
    assertThat(explain.explain(TenantScope.all(), Map.of("org", "x", "limit", "")).violations())
        .hasSize(2);
  }
}
