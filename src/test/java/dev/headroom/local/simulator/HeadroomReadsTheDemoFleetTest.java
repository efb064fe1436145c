package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.TestLogins;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.salesforce.SalesforceConfig;
import dev.headroom.limits.salesforce.SalesforceLimitsSource;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.wiring.TargetTypes;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's manifest, its secrets and its orgs fit the product's own reader and client. */
@QuarkusTest
class HeadroomReadsTheDemoFleetTest {

  private static final Instant START = Instant.parse("2026-11-25T04:30:00Z");

  private final DemoFleet demo = DemoFleet.startingAt(START);
  private final ManualClock clock = new ManualClock(START);
  private final Simulator simulator = new Simulator(demo.orgs(), clock, InstantSource.system(), 0);
  private final EgressPolicy egress = new EgressPolicy(true);
  private final SalesforceLimitsSource source = source();

  private SalesforceLimitsSource source() {
    OutboundHttp http = new RestHttp(egress);
    SalesforceConfig config =
        new SalesforceConfig() {
          @Override
          public Duration deadline() {
            return Duration.ofSeconds(20);
          }

          @Override
          public int maxBodyBytes() {
            return 5_000_000;
          }

          @Override
          public Duration versionsKept() {
            return Duration.ofHours(24);
          }
        };
    TokenEndpoint endpoint =
        new TokenEndpoint(
            http, egress, new EnvSecrets(true, demo.secrets()::get), InstantSource.system());
    return new SalesforceLimitsSource(
        http, new SalesforceAccessTokens(endpoint), InstantSource.system(), config);
  }

  @BeforeEach
  void open() throws IOException {
    simulator.start();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private static void failed(@Nullable PollOutcome outcome, FailureKind kind) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            PollOutcome.Failed.class, failed -> assertThat(failed.kind()).isEqualTo(kind));
  }

  private Map<String, PollOutcome> readAll() {
    Map<String, PollOutcome> outcomes = new TreeMap<>();
    for (Org org : orgs()) {
      outcomes.put(org.id().value(), source.read(org, TestLogins.endless()));
    }
    return outcomes;
  }

  private List<Org> orgs() {
    Manifest manifest =
        new YamlManifestReader(egress, TargetTypes.ALL).read(demo.manifest(simulator.port(), 8080));
    assertThat(manifest).isInstanceOf(Manifest.Valid.class);
    return manifest instanceof Manifest.Valid valid ? valid.fleet().orgs() : List.of();
  }

  @Test
  void everyOrgSaysWhatItIsAndSeveralShareAnInstance() {
    readAll();
    Map<String, OrgProfile> profiles = new TreeMap<>();
    for (Org org : orgs()) {
      assertThat(source.read(org))
          .as(org.id().value())
          .isInstanceOfSatisfying(
              OrgProfileSource.Answer.Found.class,
              found -> profiles.put(org.id().value(), found.profile()));
    }

    assertThat(profiles).hasSize(12);
    assertThat(profiles.values().stream().map(OrgProfile::salesforceId).distinct()).hasSize(12);
    assertThat(
            profiles.values().stream()
                .collect(Collectors.groupingBy(OrgProfile::instanceName, Collectors.counting())))
        .isEqualTo(Map.of("FRA22", 4L, "FRA22S", 1L, "USA402", 4L, "SGP18", 3L));
    assertThat(profiles)
        .hasEntrySatisfying("acme-uat", uat -> assertThat(uat.sandbox()).isTrue())
        .hasEntrySatisfying(
            "globex-prod",
            prod -> {
              assertThat(prod.edition()).isEqualTo("Unlimited Edition");
              assertThat(prod.sandbox()).isFalse();
            });
  }

  @Test
  void everyOrgIsLoggedInToAndReadByEitherWayIn() {
    Map<String, PollOutcome> outcomes = readAll();
    assertThat(outcomes).hasSize(12);
    assertThat(outcomes.values())
        .allSatisfy(o -> assertThat(o).isInstanceOf(PollOutcome.Read.class));
  }

  @Test
  void theWallAndTheDarkHoursAreWhatTheClientTakesThemFor() {
    readAll();
    clock.advance(Duration.ofMinutes(150));
    assertThat(readAll().get("acme-uat")).satisfies(o -> failed(o, FailureKind.SERVER));
    clock.advance(Duration.ofMinutes(90));
    assertThat(readAll().get("acme-uat")).satisfies(o -> failed(o, FailureKind.UNREACHABLE));
    clock.advance(Duration.ofHours(4));
    Map<String, PollOutcome> outcomes = readAll();
    assertThat(outcomes.get("globex-lab")).isInstanceOf(PollOutcome.Exhausted.class);
    assertThat(outcomes.get("acme-uat")).isInstanceOf(PollOutcome.Read.class);
  }

  @Test
  void aRefreshedSandboxIsReadWithAFreshLoginAndReportedAsAnotherOrg() {
    Org org = orgs().getFirst();
    String before = source.read(org, TestLogins.endless()).orgId();
    assertThat(before).startsWith("00D");
    assertThat(source.read(org, TestLogins.endless()).orgId()).isEqualTo(before);

    new SimulatorClient(simulator).send("POST", "/_sim/orgs/" + org.id() + "/refresh", "{}");

    PollOutcome after = source.read(org, TestLogins.endless());
    assertThat(after).isInstanceOf(PollOutcome.Read.class);
    assertThat(after.orgId()).startsWith("00D").isNotEqualTo(before);
    assertThat(source.read(org))
        .isInstanceOfSatisfying(
            OrgProfileSource.Answer.Found.class,
            found -> assertThat(found.profile().salesforceId()).isEqualTo(after.orgId()));
  }
}
