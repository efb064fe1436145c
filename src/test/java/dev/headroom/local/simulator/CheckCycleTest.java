package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessDay;
import dev.headroom.access.AuditMemory;
import dev.headroom.access.Gap;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.Part;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.cycle.ask.CheckCycle;
import dev.headroom.cycle.ask.HostCheck;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.http.SocketHostCheck;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.StateOwnCalls;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.limits.salesforce.OrgSessions;
import dev.headroom.limits.salesforce.SalesforceConfig;
import dev.headroom.limits.salesforce.SalesforceLimitsSource;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import dev.headroom.report.CheckReport.Name;
import dev.headroom.report.CheckReport.Step;
import dev.headroom.report.CheckReport.Verdict;
import dev.headroom.spend.Pause;
import dev.headroom.usage.salesforce.SalesforceCallLogs;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of an org, by the real clients, against every failure that the simulator plays. */
@QuarkusTest
class CheckCycleTest {
  private static final String SECRET = "s3cret/+=&";
  private static final String STORAGE = "DataStorageMB";
  private static final OrgId ID = new OrgId("org-0");

  private final Simulator simulator =
      new Simulator(
          List.of(
              Orgs.withSecret(
                  0,
                  Edition.ENTERPRISE,
                  List.of(
                      Orgs.api(100_000, (after, until) -> until - after),
                      new SimulatedLimit(
                          STORAGE,
                          5_000,
                          new Usage.Level(minute -> 1_000),
                          SimulatedLimit.Overrun.IMPOSSIBLE,
                          List.of())))),
          () -> Orgs.NOON,
          () -> Orgs.NOON,
          0);
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final EgressPolicy egress = new EgressPolicy(true);
  private @Nullable Posture looked;

  @BeforeEach
  void open() throws Exception {
    simulator.start();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void anOrgThatWorksPassesEachStepWithAtMostThreeCountedCalls() {
    looked = posture(List.of());

    CheckReport report = check(URI.create(simulator.url()));

    assertThat(failed(report)).isEmpty();
    assertThat(step(report, Name.TLS).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(step(report, Name.IDENTITY).detail()).contains("Enterprise Edition");
    assertThat(step(report, Name.AUDIT).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(step(report, Name.SPEND).detail()).startsWith("3 of at most ");
    assertThat(states.read(ID).lastSlot()).isNull();
  }

  @ParameterizedTest
  @EnumSource(OAuthError.class)
  void aLoginThatIsRefusedIsNamedAndNothingElseIsTried(OAuthError error) {
    turn("{\"kind\":\"oauth-error\",\"error\":\"%s\"}".formatted(error.name()));

    CheckReport report = check(URI.create(simulator.url()));

    assertThat(failed(report)).containsExactly(Name.TOKEN);
    assertThat(step(report, Name.TOKEN).remedy()).isNotBlank();
    assertThat(step(report, Name.LIMITS).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(report.text()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource(ApiError.class)
  void aReadingThatIsRefusedIsNamedWithWhatToDo(ApiError error) {
    turn("{\"kind\":\"http\",\"error\":\"%s\"}".formatted(error.name()));

    CheckReport report = check(URI.create(simulator.url()));

    assertThat(failed(report)).containsExactly(Name.LIMITS);
    assertThat(step(report, Name.LIMITS).remedy()).isNotBlank();
    assertThat(step(report, Name.EVENT_LOG).verdict()).isEqualTo(Verdict.SKIPPED);
  }

  static Stream<String> spoiled() {
    return Stream.of(
        "reset",
        "html-503",
        "truncated",
        "huge",
        "gzip-bomb",
        "malformed",
        "concurrency",
        "exhausted");
  }

  @ParameterizedTest
  @MethodSource("spoiled")
  void anAnswerThatIsNoReadingIsNamedWithWhatToDo(String kind) {
    turn("{\"kind\":\"%s\"}".formatted(kind));

    CheckReport report = check(URI.create(simulator.url()));

    assertThat(failed(report)).contains(Name.LIMITS);
    assertThat(step(report, Name.LIMITS).remedy()).isNotBlank();
  }

  @Test
  void limitsThatTheUserMayNotSeeAreNamedWithThePermission() {
    turn("{\"kind\":\"vanished\",\"limit\":\"%s\"}".formatted(STORAGE));

    CheckReport report = check(URI.create(simulator.url()));

    assertThat(failed(report)).containsExactly(Name.VISIBLE);
    assertThat(step(report, Name.VISIBLE).detail()).contains("Data storage");
    assertThat(step(report, Name.VISIBLE).remedy())
        .contains("Permission Sets")
        .contains("Manage Users");
  }

  @Test
  void aNameThatDoesNotExistIsTheFirstAndOnlyFailure() {
    CheckReport report = check(URI.create("https://acme.my.salesforce.invalid"));

    assertThat(failed(report)).containsExactly(Name.DNS);
    assertThat(step(report, Name.DNS).remedy()).contains("My Domain");
  }

  @Test
  void aHostThatSpeaksNoTlsIsNamed() {
    CheckReport report = check(URI.create("https://127.0.0.1:" + simulator.port()));

    assertThat(failed(report)).containsExactly(Name.TLS);
    assertThat(step(report, Name.DNS).detail()).isEqualTo("127.0.0.1");
  }

  @Test
  void aPortThatNobodyListensToIsNamed() {
    simulator.close();

    CheckReport report = check(URI.create("http://127.0.0.1:" + simulator.port()));

    assertThat(failed(report)).containsExactly(Name.TLS);
    assertThat(step(report, Name.TLS).remedy()).contains("firewall");
  }

  @Test
  void whatTheLastAuditCouldNotReadIsNamedWithThePermission() {
    looked = posture(List.of(Gap.forbidden(Part.LOGIN_HISTORY, "INSUFFICIENT_ACCESS")));

    CheckReport report = check(URI.create(simulator.url()));

    assertThat(failed(report)).containsExactly(Name.AUDIT);
    assertThat(step(report, Name.AUDIT).remedy())
        .contains("Permission Sets")
        .contains("MonitorLoginHistory");
  }

  @Test
  void aPausedOrgIsNotAsked() {
    OrgState state = states.read(ID);
    states.commit(
        state
            .with(List.of(), null)
            .remembering(
                state
                    .upkeep()
                    .with(
                        state
                            .upkeep()
                            .restraint()
                            .paused(
                                new Pause(
                                    Orgs.NOON, Orgs.NOON.plusSeconds(3600), "ops", "upgrade")))),
        List.of());

    CheckReport report = check(URI.create(simulator.url()));

    assertThat(report.orgs().getFirst().steps())
        .allSatisfy(step -> assertThat(step.verdict()).isEqualTo(Verdict.SKIPPED));
  }

  @Test
  void anOrgThatTheFleetDoesNotHaveIsAViolation() {
    CheckReport report = checks(URI.create(simulator.url())).check(TenantScope.all(), "org-9");

    assertThat(report.violations()).hasSize(1);
    assertThat(report.isPassed()).isFalse();
  }

  @Test
  void allChecksWhatTheScopeSees() {
    OrgChecks checks = checks(URI.create(simulator.url()));

    assertThat(checks.check(TenantScope.all(), OrgChecks.ALL).orgs()).hasSize(1);
    assertThat(checks.check(TenantScope.of(new TenantId("umbrella")), OrgChecks.ALL).orgs())
        .isEmpty();
  }

  private CheckReport check(URI loginUrl) {
    return checks(loginUrl).check(TenantScope.all(), ID.value());
  }

  private OrgChecks checks(URI loginUrl) {
    Org org =
        new Org(
            ID,
            "acme",
            loginUrl,
            new ClientCredentials("client-0", new SecretRef(SecretRef.Scheme.ENV, "ACME_SECRET")),
            Duration.ofMinutes(5),
            null,
            Map.of());
    RestHttp http = new RestHttp(egress);
    SalesforceAccessTokens tokens =
        new SalesforceAccessTokens(
            new TokenEndpoint(http, egress, new EnvSecrets(true, name -> SECRET), () -> Orgs.NOON));
    SalesforceLimitsSource source =
        new SalesforceLimitsSource(http, tokens, () -> Orgs.NOON, new Config());
    OrgSessions sessions = new OrgSessions(http, tokens, () -> Orgs.NOON, new Config());
    HostCheck hosts = new SocketHostCheck(egress);
    return new CheckCycle(
        PollPorts.directory(List.of(org)),
        new CheckCycle.Sources(
            hosts, tokens, sessions, source, source, new SalesforceCallLogs(sessions)),
        new CheckCycle.Records(states, new OnePosture()),
        new StateOwnCalls(states, PollPorts.fleet(List.of())),
        new CsvLimitCatalogue(),
        () -> Orgs.NOON);
  }

  private void turn(String fault) {
    new SimulatorClient(simulator).send("POST", "/_sim/orgs/org-0/fault", fault);
  }

  private static List<Name> failed(CheckReport report) {
    return names(report, step -> step.verdict() == Verdict.FAILED);
  }

  private static List<Name> names(CheckReport report, Predicate<Step> which) {
    return report.orgs().getFirst().steps().stream().filter(which).map(Step::name).toList();
  }

  private static Step step(CheckReport report, Name name) {
    return report.orgs().getFirst().steps().stream()
        .filter(step -> step.name() == name)
        .findFirst()
        .orElseThrow();
  }

  private static Posture posture(List<Gap> gaps) {
    return new Posture(
        ID.value(),
        Orgs.NOON,
        gaps,
        OrgSettings.UNREAD,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private final class OnePosture implements PostureStore {
    @Override
    public Optional<Posture> newest(OrgId org, LocalDate day) {
      return Optional.ofNullable(looked);
    }

    @Override
    public Optional<AccessDay> newestDay(OrgId org, LocalDate day) {
      return Optional.empty();
    }

    @Override
    public List<AccessDay> days(OrgId org, LocalDate from, LocalDate to) {
      return List.of();
    }

    @Override
    public boolean save(OrgId org, Posture posture, AccessDay day) {
      return false;
    }

    @Override
    public AuditMemory memory(OrgId org) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean remember(OrgId org, AuditMemory next) {
      return false;
    }

    @Override
    public int erase(OrgId org) {
      return 0;
    }

    @Override
    public int erase(OrgId org, String user) {
      return 0;
    }
  }

  private record Config() implements SalesforceConfig {
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
  }
}
