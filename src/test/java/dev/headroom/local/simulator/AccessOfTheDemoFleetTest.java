package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessDay;
import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessSource;
import dev.headroom.access.Audit;
import dev.headroom.access.Candidate;
import dev.headroom.access.CandidateReader;
import dev.headroom.access.CandidateReading;
import dev.headroom.access.FindingKind;
import dev.headroom.access.LockOut;
import dev.headroom.access.LockOutReplay;
import dev.headroom.access.Look;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.LookRequest;
import dev.headroom.access.Part;
import dev.headroom.access.Posture;
import dev.headroom.access.Question;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.access.salesforce.SalesforceAccessSource;
import dev.headroom.auth.TestLogins;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.PlainHttp;
import dev.headroom.org.Org;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The product's own audit sees in the demo's orgs what their stories say. */
class AccessOfTheDemoFleetTest {
  private static final Instant START = Instant.parse("2026-11-25T09:30:00Z");
  private static final IpAddressNotation NOTATION = new IpAddressNotation();

  private final DemoFleet demo = DemoFleet.startingAt(START);
  private final ManualClock clock = new ManualClock(START);
  private final Simulator simulator = new Simulator(demo.orgs(), clock, InstantSource.system(), 0);
  private final EgressPolicy egress = new EgressPolicy(true);
  private final AccessSource source = source();
  private int calls;

  private AccessSource source() {
    OutboundHttp http = new PlainHttp();
    TokenEndpoint endpoint =
        new TokenEndpoint(
            http, egress, new EnvSecrets(true, demo.secrets()::get), InstantSource.system());
    return new SalesforceAccessSource(http, new SalesforceAccessTokens(endpoint), NOTATION);
  }

  @BeforeEach
  void open() throws IOException {
    simulator.start();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private Org org(String id) {
    Manifest manifest =
        new YamlManifestReader(egress, TargetTypes.ALL).read(demo.manifest(simulator.port(), 8080));
    assertThat(manifest).isInstanceOf(Manifest.Valid.class);
    return ((Manifest.Valid) manifest)
        .fleet().orgs().stream().filter(o -> o.id().value().equals(id)).findFirst().orElseThrow();
  }

  private AccessPolicy policy(Org org) {
    Manifest manifest =
        new YamlManifestReader(egress, TargetTypes.ALL).read(demo.manifest(simulator.port(), 8080));
    return AccessPolicy.of(
            ((Manifest.Valid) manifest).fleet().access(),
            org.id().value(),
            org.tenant(),
            org.tags())
        .orElse(AccessPolicy.DEFAULT);
  }

  private Look look(String id, List<Candidate> candidates) {
    calls = 0;
    LookOutcome outcome =
        source.look(
            org(id),
            new LookRequest(START, candidates),
            TestLogins.endless(),
            () -> {
              calls++;
              return true;
            });
    assertThat(outcome).isInstanceOf(LookOutcome.Seen.class);
    return ((LookOutcome.Seen) outcome).look();
  }

  private Posture audit(String id) {
    return Audit.judge(look(id, List.of()), policy(org(id)).rule());
  }

  private static Set<FindingKind> kinds(Posture posture) {
    return posture.findings().stream()
        .map(f -> f.kind())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FindingKind.class)));
  }

  @Test
  void aWellKeptOrgHasNothingSeriousAndNothingUnread() {
    Posture posture = audit("globex-prod");
    assertThat(posture.partial()).isEmpty();
    assertThat(posture.apiUsers()).hasSizeGreaterThan(5);
    assertThat(posture.apps()).hasSizeGreaterThan(3).allMatch(a -> a.lastUsed() != null);
    assertThat(posture.ipRanges()).isNotEmpty();
    assertThat(kinds(posture))
        .doesNotContain(
            FindingKind.API_USER_NOT_ALLOWED,
            FindingKind.INTEGRATION_TOO_POWERFUL,
            FindingKind.PASSWORD_LOGIN,
            FindingKind.APP_SELF_AUTHORIZED);
    assertThat(calls).isLessThanOrEqualTo(25);
  }

  @Test
  void aProfileOfManyPeopleGotTheApiSinceYesterday() {
    simulator.beforeToday(true);
    Posture before = audit("globex-archive");
    simulator.beforeToday(false);
    Posture after = audit("globex-archive");
    assertThat(kinds(before)).doesNotContain(FindingKind.API_USER_NOT_ALLOWED);
    assertThat(after.findings().stream().filter(f -> f.kind() == FindingKind.API_USER_NOT_ALLOWED))
        .hasSize(214);
    assertThat(AccessDay.of(after, before).drift()).hasSizeGreaterThanOrEqualTo(214);
  }

  @Test
  void aNeglectedOrgHasFindingsOfMostKinds() {
    Posture posture = audit("acme-dev");
    assertThat(posture.partial()).isEmpty();
    assertThat(kinds(posture))
        .contains(
            FindingKind.INTEGRATION_TOO_POWERFUL,
            FindingKind.API_USER_DORMANT,
            FindingKind.API_ONLY_MISSING,
            FindingKind.PASSWORD_LOGIN,
            FindingKind.GROUP_STALE,
            FindingKind.APP_OVER_SCOPED,
            FindingKind.APP_SELF_AUTHORIZED,
            FindingKind.APP_IP_RELAXED,
            FindingKind.APP_REFRESH_TOKEN_FOREVER,
            FindingKind.APP_UNUSED,
            FindingKind.APP_NOT_INSTALLED,
            FindingKind.TOKEN_OF_INACTIVE_USER,
            FindingKind.API_ACCESS_CONTROL_OFF,
            FindingKind.IP_RANGE_TOO_WIDE);
  }

  @Test
  void anOrgWhoseMonitorLacksPermissionsIsSeenInPart() {
    Posture posture = audit("initech-secure");
    assertThat(posture.unread())
        .containsExactlyInAnyOrder(
            Part.FROZEN_USERS, Part.LOGIN_HISTORY, Part.TOKENS, Part.EVENT_LOG);
    assertThat(posture.apiUsers()).isNotEmpty();
  }

  @Test
  void aRestrictionToTheDataCentreLocksTheWeeklyFailoverOut() {
    Question question =
        new Question(
            null,
            "profile",
            "Integration",
            List.of(new Question.Range(null, null, "198.18.0.0/16")),
            null,
            null,
            null);
    CandidateReading.Asked asked =
        (CandidateReading.Asked) new CandidateReader(NOTATION).read(question);
    Look look = look("globex-prod", List.of(asked.candidate()));
    LockOut answer = new LockOutReplay(look, NOTATION).replay(asked.candidate());
    assertThat(answer.complete()).isTrue();
    assertThat(answer.lockedOut())
        .isNotEmpty()
        .allMatch(hit -> hit.address().startsWith("203.0.113."));
    assertThat(answer.logins()).isGreaterThan(200);
  }
}
