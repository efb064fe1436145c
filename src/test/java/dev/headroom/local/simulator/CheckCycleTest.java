package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Gap;
import dev.headroom.access.Part;
import dev.headroom.alert.OrgState;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import dev.headroom.report.CheckReport.Name;
import dev.headroom.report.CheckReport.Step;
import dev.headroom.report.CheckReport.Verdict;
import dev.headroom.spend.Pause;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
  private @Nullable Checkup opened;

  @BeforeEach
  void open() throws Exception {
    opened = new Checkup(Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    checkup().close();
  }

  private Checkup checkup() {
    return Objects.requireNonNull(opened);
  }

  @Test
  void anOrgThatWorksPassesEachStepWithAtMostFourCountedCalls() {
    checkup().looked = Checkup.posture(List.of());

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).isEmpty();
    assertThat(step(report, Name.TLS).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(step(report, Name.IDENTITY).detail()).contains("Enterprise Edition");
    assertThat(step(report, Name.AUDIT).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(step(report, Name.SPEND).detail()).startsWith("4 of at most ");
    assertThat(checkup().states.read(Checkup.ID).lastSlot()).isNull();
  }

  @ParameterizedTest
  @EnumSource(OAuthError.class)
  void aLoginThatIsRefusedIsNamedAndNothingElseIsTried(OAuthError error) {
    checkup().turn("{\"kind\":\"oauth-error\",\"error\":\"%s\"}".formatted(error.name()));

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).containsExactly(Name.TOKEN);
    assertThat(step(report, Name.TOKEN).remedy()).isNotBlank();
    assertThat(step(report, Name.LIMITS).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(report.text()).doesNotContain(Checkup.SECRET);
  }

  @ParameterizedTest
  @EnumSource(ApiError.class)
  void aReadingThatIsRefusedIsNamedWithWhatToDo(ApiError error) {
    checkup()
        .turn("{\"kind\":\"http\",\"at\":\"limits\",\"error\":\"%s\"}".formatted(error.name()));

    CheckReport report = checkup().check(checkup().url());

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
    checkup().turn("{\"kind\":\"%s\",\"at\":\"limits\"}".formatted(kind));

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).containsExactly(Name.LIMITS);
    assertThat(step(report, Name.LIMITS).remedy()).isNotBlank();
  }

  @Test
  void theFirstCallThatMeetsAnOutageIsTheOnlyFailure() {
    checkup().turn("{\"kind\":\"html-503\"}");

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).containsExactly(Name.IDENTITY);
    assertThat(step(report, Name.LIMITS).verdict()).isEqualTo(Verdict.SKIPPED);
  }

  @Test
  void aSessionThatIsNoLongerValidIsReplaced() {
    CheckReport first = checkup().check(checkup().url());
    checkup().turn("{\"kind\":\"expired-session\",\"times\":1}");

    assertThat(failed(first)).isEmpty();
    assertThat(failed(checkup().check(checkup().url()))).isEmpty();
  }

  @Test
  void whatEachJobLacksIsNamedByTheLabelInSetup() {
    checkup().set("permissions", "{\"without\":[\"ViewEventLogFiles\",\"ModifyMetadata\"]}");

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).containsExactly(Name.PERMISSIONS, Name.EVENT_LOG);
    assertThat(step(report, Name.PERMISSIONS).detail())
        .contains("attribute lacks View Event Log Files")
        .contains("audit lacks Modify Metadata Through Metadata API Functions");
    assertThat(step(report, Name.PERMISSIONS).remedy())
        .contains("Setup > Users > Permission Sets")
        .contains("View Event Log Files (ViewEventLogFiles)");
  }

  @Test
  void whoMayNotReadLimitsIsToldSoByThePermissionsAndTheLimits() {
    checkup().set("permissions", "{\"without\":[\"ViewSetup\"]}");

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).containsExactly(Name.PERMISSIONS, Name.LIMITS);
    assertThat(step(report, Name.PERMISSIONS).detail())
        .startsWith("poll lacks View Setup and Configuration");
  }

  @Test
  void limitsThatTheUserMayNotSeeAreNamedWithThePermission() {
    checkup().turn("{\"kind\":\"vanished\",\"limit\":\"%s\"}".formatted(Checkup.STORAGE));

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).containsExactly(Name.VISIBLE);
    assertThat(step(report, Name.VISIBLE).detail()).contains("Data storage");
    assertThat(step(report, Name.VISIBLE).remedy())
        .contains("Permission Sets")
        .contains("Manage Users");
  }

  @Test
  void aNameThatDoesNotExistIsTheFirstAndOnlyFailure() {
    CheckReport report = checkup().check(URI.create("https://acme.my.salesforce.invalid"));

    assertThat(failed(report)).containsExactly(Name.DNS);
    assertThat(step(report, Name.DNS).remedy()).contains("My Domain");
  }

  @Test
  void aHostThatSpeaksNoTlsIsNamed() {
    CheckReport report =
        checkup().check(URI.create("https://127.0.0.1:" + checkup().simulator.port()));

    assertThat(failed(report)).containsExactly(Name.TLS);
    assertThat(step(report, Name.DNS).detail()).isEqualTo("127.0.0.1");
  }

  @Test
  void aPortThatNobodyListensToIsNamed() {
    checkup().simulator.close();

    CheckReport report =
        checkup().check(URI.create("http://127.0.0.1:" + checkup().simulator.port()));

    assertThat(failed(report)).containsExactly(Name.TLS);
    assertThat(step(report, Name.TLS).remedy()).contains("firewall");
  }

  @Test
  void whatTheLastAuditCouldNotReadIsNamedWithThePermission() {
    checkup().looked =
        Checkup.posture(List.of(Gap.forbidden(Part.LOGIN_HISTORY, "INSUFFICIENT_ACCESS")));

    CheckReport report = checkup().check(checkup().url());

    assertThat(failed(report)).containsExactly(Name.AUDIT);
    assertThat(step(report, Name.AUDIT).remedy())
        .contains("Permission Sets")
        .contains("MonitorLoginHistory");
  }

  @Test
  void aPausedOrgIsNotAsked() {
    OrgState state = checkup().states.read(Checkup.ID);
    checkup()
        .states
        .commit(
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
                                        Orgs.NOON,
                                        Orgs.NOON.plusSeconds(3600),
                                        "ops",
                                        "upgrade")))),
            List.of());

    CheckReport report = checkup().check(checkup().url());

    assertThat(report.orgs().getFirst().steps())
        .allSatisfy(step -> assertThat(step.verdict()).isEqualTo(Verdict.SKIPPED));
  }

  @Test
  void anOrgThatTheFleetDoesNotHaveIsAViolation() {
    CheckReport report = checkup().checks(checkup().url()).check(TenantScope.all(), "org-9");

    assertThat(report.violations()).hasSize(1);
    assertThat(report.isPassed()).isFalse();
  }

  @Test
  void allChecksWhatTheScopeSees() {
    OrgChecks checks = checkup().checks(checkup().url());

    assertThat(checks.check(TenantScope.all(), OrgChecks.ALL).orgs()).hasSize(1);
    assertThat(checks.check(TenantScope.of(new TenantId("umbrella")), OrgChecks.ALL).orgs())
        .isEmpty();
  }

  @Test
  void theOrgsOfAManifestAreCheckedAsTheyStandThere() {
    CheckReport report = manifest("org-1", "org-1", "client-1", "OTHER", false);

    assertThat(failed(report)).isEmpty();
    assertThat(step(report, Name.SPEND).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(checkup().states.read(new OrgId("org-1")).upkeep().restraint().spend()).isNull();
  }

  @Test
  void aManifestThatIsWrongIsNotChecked() {
    CheckReport report = manifest("all", "Org 1", "client-1", "OTHER", false);

    assertThat(report.orgs()).isEmpty();
    assertThat(report.violations()).anySatisfy(v -> assertThat(v.path()).isEqualTo("orgs[0].id"));
  }

  @Test
  void noSecretOfTheFleetIsSentElsewhereUnlessThatIsAllowed() {
    String otherHost = checkup().url().toString().replace("localhost", "127.0.0.1");

    CheckReport refused = manifest(otherHost, "all", "org-1", "client-1", "ACME_SECRET", false);
    CheckReport allowed = manifest(otherHost, "all", "org-1", "client-1", "ACME_SECRET", true);

    assertThat(refused.violations())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.path()).isEqualTo("orgs[0].auth.clientSecret");
              assertThat(v.remedy()).contains("--allow-secret-moves");
            });
    assertThat(refused.orgs()).isEmpty();
    assertThat(failed(allowed)).isEmpty();
  }

  private CheckReport manifest(
      String asked, String id, String client, String secret, boolean moves) {
    return manifest(checkup().url().toString(), asked, id, client, secret, moves);
  }

  private CheckReport manifest(
      String url, String asked, String id, String client, String secret, boolean moves) {
    String text =
        """
        version: 1
        tenants: [{id: acme, name: Acme}]
        orgs:
          - id: %s
            tenant: acme
            loginUrl: %s
            auth: {type: client-credentials, clientId: %s, clientSecret: "env:%s"}
        """
            .formatted(id, url, client, secret);
    return checkup()
        .checks(checkup().url())
        .check(TenantScope.all(), new OrgChecks.Question(asked, text, moves));
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
}
