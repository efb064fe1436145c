package dev.headroom.cycle.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlMuteReader;
import dev.headroom.notify.Mute;
import dev.headroom.notify.MuteWindow;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.dynamodb.DynamoDbMutes;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuteCycleIT {
  private static final Instant NOW = Instant.parse("2026-11-25T10:12:00Z");
  private static final AlertKey KEY = Transitions.KEY;

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<AuditEntry> audited = new ArrayList<>();
  private final OrgDirectory directory =
      PollPorts.directory(List.of(PollPorts.org(KEY.org().value())));
  private final DynamoDbMutes mutes = stored();
  private final MuteCycle cycle =
      new MuteCycle(
          mutes,
          new YamlMuteReader(directory),
          new AuditingFleet(audited),
          directory,
          states,
          () -> NOW);

  private static DynamoDbMutes stored() {
    TestDynamoDb db = TestDynamoDb.create();
    return new DynamoDbMutes(db.client(), db.tables(), JsonMapper.builder().build());
  }

  @BeforeEach
  void openAnAlert() {
    Transition opened = Transitions.opened(Severity.ESCALATION, 82_000);
    states.commit(
        new OrgState(KEY.org(), 1, NOW, NOW, new TreeMap<>(), Map.of(KEY, opened.episode()), null),
        List.of(opened));
  }

  @Test
  void anAlertIsMutedUntilATimeAndTheMuteIsReadBackListedAndRemoved() {
    OrderReport report =
        cycle.mute(
            TenantScope.all(),
            Map.of(
                "alert", KEY.hash().substring(0, 8),
                "until", "2026-11-30T08:00:00Z",
                "reason", "release",
                "by", "Ann"),
            "a test");

    assertThat(report.violations()).isEmpty();
    Mute mute = mutes.all().getFirst();
    assertThat(mute.match()).isEqualTo(Mute.Match.of(KEY));
    assertThat(mute.isActive(NOW)).isTrue();
    assertThat(mute.isActive(Instant.parse("2026-11-30T08:00:00Z"))).isFalse();
    assertThat(report.text())
        .isEqualTo("mute %s by Ann until 2026-11-30T08:00:00Z: release".formatted(mute.id()));
    assertThat(cycle.list(TenantScope.all()).text()).isEqualTo(report.text() + " (now)");

    OrderReport removed =
        cycle.unmute(TenantScope.all(), Map.of("id", mute.id(), "by", "Bob"), "a test");

    assertThat(removed.text()).isEqualTo("removed: " + report.text());
    assertThat(mutes.all()).isEmpty();
    assertThat(audited)
        .extracting(AuditEntry::actor)
        .containsExactly("Ann (a test)", "Bob (a test)");
  }

  @Test
  void aMuteInTheFormOfTheManifestIsReadBackAsItWas() {
    OrderReport report =
        cycle.mute(
            TenantScope.all(),
            """
            {"match": {"orgs": ["acme-prod"], "tenant": "acme", "tags": {"env": "prod"},
              "limits": ["Daily*"]},
             "from": "2026-11-25T00:00:00Z", "reason": "nights", "by": "Ann",
             "windows": [{"days": ["mon", "fri"], "from": "22:00", "to": "06:00",
               "timeZone": "Europe/Berlin"}]}
            """,
            "a test");

    assertThat(report.violations()).isEmpty();
    Mute mute = mutes.all().getFirst();
    assertThat(mute)
        .isEqualTo(
            new Mute(
                mute.id(),
                new Mute.Match(
                    null, List.of("acme-prod"), "acme", Map.of("env", "prod"), List.of("Daily*")),
                Instant.parse("2026-11-25T00:00:00Z"),
                null,
                "nights",
                "Ann",
                List.of(
                    new MuteWindow(
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 0),
                        ZoneId.of("Europe/Berlin")))));
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "alert,0123456789abcdef,is not the key of an open alert",
    "org,acme-uat,is not an org of the fleet",
    "until,,is missing",
    "until,2026-11-25T10:00:00Z,is not within 366 days from now",
    "reason,,is missing",
    "by,,is missing"
  })
  void whatIsWrongIsNamedAndNothingIsMuted(String member, @Nullable String value, String problem) {
    Map<String, String> members =
        new HashMap<>(
            Map.of("alert", KEY.hash(), "until", "PT2H", "reason", "release", "by", "Ann"));
    members.put(member, value == null ? "" : value);

    OrderReport report = cycle.mute(TenantScope.all(), members, "a test");

    assertThat(report.violations())
        .singleElement()
        .extracting(Violation::path, Violation::problem)
        .containsExactly(member, problem);
    assertThat(mutes.all()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"match\": {}, \"reason\": \"r\", \"by\": \"b\"}|until",
        "{\"match\": {}, \"until\": \"2026-11-25T10:00:00Z\", \"reason\": \"r\", \"by\":"
            + " \"b\"}|until",
        "{\"match\": {\"orgs\": [\"mars\"]}, \"until\": \"2026-12-25T10:00:00Z\", \"reason\":"
            + " \"r\", \"by\": \"b\"}|match.orgs[0]",
        "{\"until\": \"2026-12-25T10:00:00Z\", \"reason\": \"r\", \"by\": \"b\"}|match",
        "[]|manifest"
      })
  void aMuteThatCannotBeReadOrMutesNothingIsAViolation(String text, String path) {
    OrderReport report = cycle.mute(TenantScope.all(), text, "a test");

    assertThat(report.violations()).extracting(Violation::path).containsExactly(path);
    assertThat(mutes.all()).isEmpty();
  }

  @Test
  void aTenantSeesTheMuteOfAnAlertOfItsOwn() {
    cycle.mute(
        TenantScope.all(),
        Map.of("alert", KEY.hash(), "until", "PT2H", "reason", "release", "by", "Ann"),
        "a test");
    assertThat(cycle.list(TenantScope.of(new TenantId("acme"))).text()).contains("release");
    assertThat(cycle.list(TenantScope.of(new TenantId("globex"))).text())
        .isEqualTo("nothing is muted");
  }

  @Test
  void aTenantSeesTheMutesOfItsOwnAndRemovesNone() {
    TenantScope tenant = TenantScope.of(new TenantId("acme"));
    TenantScope stranger = TenantScope.of(new TenantId("globex"));
    cycle.mute(
        TenantScope.all(),
        "{match: {}, until: \"2027-01-01T00:00:00Z\", reason: all, by: Ann}",
        "a test");
    assertThat(cycle.list(tenant).text()).isEqualTo("nothing is muted");
    mutes.all().forEach(mute -> mutes.remove(mute.id()));
    cycle.mute(
        TenantScope.all(),
        Map.of("org", "acme-prod", "until", "PT2H", "reason", "release", "by", "Ann"),
        "a test");

    assertThat(cycle.list(tenant).text()).contains("release");
    assertThat(cycle.list(stranger).text()).isEqualTo("nothing is muted");
    assertThat(
            cycle
                .unmute(tenant, Map.of("id", mutes.all().getFirst().id(), "by", "x"), "a test")
                .violations())
        .hasSize(1);
    assertThat(mutes.all()).hasSize(1);
  }
}
