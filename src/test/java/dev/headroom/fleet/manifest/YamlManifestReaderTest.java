package dev.headroom.fleet.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.Severity;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.SecretRef;
import dev.headroom.org.Tenant;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlManifestReaderTest {
  private final YamlManifestReader reader = ManifestFixtures.reader();

  static List<Path> valid() {
    return ManifestFixtures.valid();
  }

  static List<Path> invalid() {
    return ManifestFixtures.invalid();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validFixturesViolateNothing(Path file) {
    assertThat(reader.read(ManifestFixtures.text(file))).isInstanceOf(Manifest.Valid.class);
  }

  /** Run with {@code -Dheadroom.rewrite-fixtures=true} to write the expectations anew. */
  @ParameterizedTest
  @MethodSource("invalid")
  void invalidFixturesViolateExactlyWhatStandsBesideThem(Path file) throws IOException {
    String found =
        violations(ManifestFixtures.text(file)).stream()
            .map(Violation::toString)
            .collect(Collectors.joining("\n", "", "\n"))
            .replace(
                TargetTypes.ALL.stream().map(TargetType::name).collect(Collectors.joining(", ")),
                "<kinds of target>");
    Path expected = Path.of(file.toString().replace(".yaml", ".expected"));
    if (Boolean.getBoolean("headroom.rewrite-fixtures")) {
      Files.writeString(expected, found);
    }
    assertThat(found).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void noViolationHoldsASecretNorALineBreak(Path file) {
    assertThat(violations(ManifestFixtures.text(file)))
        .isNotEmpty()
        .extracting(Violation::toString)
        .noneMatch(line -> line.contains("hunter2") || line.contains("\n"));
  }

  @Test
  void aManifestCutOffAnywhereIsReadOrRefusedWithoutRepeatingIt() {
    String whole =
        ManifestFixtures.text(Path.of("src/test/resources/manifest/valid/whole.yaml"))
            .replace("env:ACME_SECRET", "hunter2");
    for (int end = 0; end < whole.length(); end++) {
      assertThat(violations(whole.substring(0, end)))
          .as("cut off after " + end)
          .isNotEmpty()
          .extracting(Violation::toString)
          .noneMatch(line -> line.contains("hunter2"));
    }
  }

  @Test
  void aProbabilityAloneLeavesTheHorizonsAsTheyAreByDefault() {
    List<Policy> policies =
        fleet(
                """
                version: 1
                tenants: []
                orgs: []
                policies:
                  - {match: {}, projection: {pageFrom: 0.3}}
                  - {match: {}, projection: {pageFrom: 0, escalation: PT1H}}
                  - {match: {}, projection: off, for: PT0S}
                """)
            .policies();
    assertThat(policies)
        .extracting(Policy::horizons)
        .containsExactly(null, new Horizons(null, Duration.ofHours(1)), Horizons.OFF);
    assertThat(policies).extracting(Policy::pageFrom).containsExactly(0.3, 0.0, 0.5);
    assertThat(policies).extracting(Policy::minimum).containsExactly(null, null, Duration.ZERO);
  }

  @Test
  void whatATenantIsShownOfUsersIsRead() {
    assertThat(
            fleet(
                    """
                    version: 1
                    tenants:
                      - {id: a, name: A}
                      - {id: b, name: B, personalData: names}
                      - {id: c, name: C, personalData: none}
                    orgs: []
                    """)
                .tenants())
        .containsExactly(
            new Tenant("a", "A"),
            new Tenant("b", "B", PersonalData.NAMES),
            new Tenant("c", "C", PersonalData.NONE));
  }

  @Test
  void everyMemberReachesTheFleet() {
    Fleet fleet =
        fleet(ManifestFixtures.text(Path.of("src/test/resources/manifest/valid/whole.yaml")));
    assertThat(fleet.tenants()).containsExactly(new Tenant("acme", "Acme Ltd"));
    assertThat(fleet.orgs())
        .containsExactly(
            new Org(
                new OrgId("acme-prod"),
                "acme",
                URI.create("https://acme.my.salesforce.com"),
                new ClientCredentials("3MVG9.acme", env("ACME_SECRET")),
                Duration.ofMinutes(5),
                null,
                Map.of()),
            new Org(
                new OrgId("acme-uat"),
                "acme",
                URI.create("https://acme--uat.sandbox.my.salesforce.com"),
                new JwtBearer(
                    "3MVG9.uat",
                    "monitor@acme.com.uat",
                    env("ACME_KEY"),
                    URI.create("https://test.salesforce.com")),
                Duration.ofMinutes(15),
                "67.0",
                ZoneId.of("Europe/Berlin"),
                Map.of("env", "uat", "owner", "erp-team")));
    assertThat(fleet.policies()).hasSize(3);
    assertThat(fleet.policies().get(0).levels()).isEqualTo(new Levels(50, 75.5, 0));
    assertThat(fleet.policies().get(0).limits()).containsExactly("Daily*");
    assertThat(fleet.policies().get(0).tags()).containsExactly(Map.entry("env", "prod"));
    assertThat(fleet.policies().get(0).minimum()).isEqualTo(Duration.ofMinutes(15));
    assertThat(fleet.policies().get(0).horizons())
        .isEqualTo(new Horizons(Duration.ofDays(1), Duration.ofHours(6)));
    assertThat(fleet.policies().get(0).pageFrom()).isEqualTo(0.7);
    assertThat(fleet.policies().get(1).limits()).containsExactly("*Storage*");
    assertThat(fleet.policies().get(1).tenant()).isEqualTo("acme");
    assertThat(fleet.policies().get(2).plain())
        .isEqualTo(new Policy(List.of(), Map.of(), "acme", Levels.DEFAULT, null, 0.5, null));
    assertThat(fleet.targets())
        .contains(
            new Target(
                new TargetId("hooks"),
                "webhook",
                Map.of("url", "https://alerts.acme.com/headroom", "secret", "env:HOOK_SECRET")),
            new Target(
                new TargetId("acme-pager"),
                "pagerduty",
                Map.of("routingKey", "env:ACME_PD_KEY"),
                "acme"));
    assertThat(fleet.routes().get(0))
        .isEqualTo(
            new Route(
                new Route.Match(null, "acme", Map.of(), List.of()),
                List.of(
                    new TargetId("acme-hooks"),
                    new TargetId("acme-pager"),
                    new TargetId("acme-chat")),
                true));
    assertThat(fleet.routes().get(1))
        .isEqualTo(
            new Route(
                new Route.Match(Severity.ESCALATION, "acme", Map.of("env", "prod"), List.of("*")),
                List.of(new TargetId("pager")),
                true));
    assertThat(fleet.routes().get(3))
        .isEqualTo(
            new Route(
                Route.Match.EVERYTHING,
                List.of(new TargetId("hooks"), new TargetId("chat")),
                false));
  }

  @Test
  void anchorsStandForWhatTheyName() {
    Fleet fleet =
        fleet(ManifestFixtures.text(Path.of("src/test/resources/manifest/valid/anchors.yaml")));
    assertThat(fleet.orgs().get(1).credentials()).isEqualTo(fleet.orgs().get(0).credentials());
    assertThat(fleet.orgs().get(1).tags()).isEqualTo(Map.of("env", "no", "tier", "1"));
  }

  @Test
  void tenThousandOrgsAreReadWhole() {
    assertThat(fleet(manyOrgs(10_000, "PT5M")).orgs()).hasSize(10_000);
  }

  @Test
  void violationsWithoutEndAreCountedInTheLast() {
    List<Violation> violations = violations(manyOrgs(10_100, "PT1M"));
    assertThat(violations).hasSize(Findings.MAX + 1);
    assertThat(violations.get(Findings.MAX).problem()).contains("100 violations more");
  }

  @Test
  void aTextOverFiveMegabytesIsNotParsed() {
    assertThat(violations("version: 1\n" + "#".repeat(YamlText.MAX_CHARS)))
        .singleElement()
        .satisfies(v -> assertThat(v.problem()).isEqualTo("is longer than 5,242,880 characters"));
  }

  @Test
  void aLineThatIsTooLongToBeParsedIsNamed() {
    String longest = "#".repeat(YamlText.MAX_LINE_CHARS);
    assertThat(fleet("version: 1\r\n" + longest + "\r\ntenants: []\norgs: []\n"))
        .isEqualTo(Fleet.EMPTY);
    assertThat(violations("version: 1\r\n\n" + longest + "#\ntenants: []\norgs: []\n"))
        .singleElement()
        .isEqualTo(
            new Violation(
                "manifest",
                null,
                "has a line of 65,537 characters; the most is 65,536",
                "Break that line. Only a manifest that is JSON may have longer ones.",
                3));
  }

  @Test
  void jsonMayStandOnOneLineHoweverLong() {
    String orgs =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    """
                    {"id":"org-%d","tenant":"a","loginUrl":"https://org-%d.my.salesforce.com",\
                    "auth":{"type":"client-credentials","clientId":"k","clientSecret":"env:S"},\
                    "tags":{"n":"# %d"}}\
                    """
                        .formatted(i, i, i))
            .collect(Collectors.joining(","));
    String json =
        "{\"version\":1,\"tenants\":[{\"id\":\"a\",\"name\":\"A\"}],\"orgs\":[" + orgs + "]}";

    assertThat(fleet("\uFEFF" + json).orgs()).hasSize(10_000);
    assertThat(fleet(json)).isEqualTo(fleet(json.replace("},{\"id\"", "},\n{\"id\"")));
    assertThat(violations(json + "x"))
        .singleElement()
        .satisfies(
            v ->
                assertThat(v.problem())
                    .startsWith("has ")
                    .contains(
                        "characters; the most is 65,536 unless all is JSON, which it is not on line"
                            + " 1, column "));
    assertThat(violations(json + "{}"))
        .singleElement()
        .satisfies(v -> assertThat(v.problem()).isEqualTo("holds a second document"));
    assertThat(violations(json.replace("\"version\":1", "\"version\":1,\"version\":1")))
        .singleElement()
        .satisfies(v -> assertThat(v.problem()).contains("appears twice"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'%s': 1}",
        "{'version': %s}",
        "{'version': -%s.5e%s}",
        "{'version': '%s",
        "{'version': %s",
        "{'version': tr%s}",
        "{%s}",
        "{'a': [1, 2, '%s'}",
        "{'a': [",
        "{'a'",
        "{\u0000",
        "{'a': NaN}"
      })
  void invalidOneLineJsonIsRefusedWhateverIsWrongWithIt(String form) {
    String digits = "1".repeat(70_000);
    String json = form.replace('\'', '"').replace("%s", digits) + " ".repeat(70_000);

    assertThat(violations(json))
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v.toString()).hasSizeLessThan(3_000));
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheText() {
    assertThat(fleet("\uFEFFversion: 1\ntenants: []\norgs: []\n")).isEqualTo(Fleet.EMPTY);
  }

  @Test
  void policiesThatDoNotFitIntoTheStoreAreRefused() {
    String policies =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "  - {match: {limits: [\"Limit" + i + "*\"]}}\n")
            .collect(Collectors.joining());
    assertThat(violations("version: 1\ntenants: []\norgs: []\npolicies:\n" + policies))
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("policies"));
  }

  @Test
  void anOrgIsReadAtItsOwnIntervalOrAtThatOfTheManifest() {
    String orgs =
        """
        version: 1
        %s
        tenants: [{id: a, name: A}]
        orgs:
          - id: own
            tenant: a
            loginUrl: https://own.my.salesforce.com
            auth: {type: client-credentials, clientId: key, clientSecret: "env:S"}
            interval: %s
          - id: other
            tenant: a
            loginUrl: https://other.my.salesforce.com
            auth: {type: client-credentials, clientId: key, clientSecret: "env:S"}
        """;
    assertThat(intervals(orgs.formatted("", "adaptive")))
        .containsExactly("PT5M to PT15M", "PT5M to PT5M");
    assertThat(intervals(orgs.formatted("interval: adaptive", "PT30M")))
        .containsExactly("PT30M to PT30M", "PT5M to PT15M");
    assertThat(intervals(orgs.formatted("interval: PT20M", "adaptive")))
        .containsExactly("PT5M to PT15M", "PT20M to PT20M");
    assertThat(violations(orgs.formatted("interval: PT1M", "Adaptive")))
        .extracting(Violation::toString)
        .satisfiesExactlyInAnyOrder(
            v -> assertThat(v).startsWith("interval: is under PT5M").contains("Write adaptive, or"),
            v ->
                assertThat(v)
                    .startsWith("orgs[0].interval: is neither adaptive nor a duration")
                    .contains("Write adaptive, or"));
  }

  private List<String> intervals(String text) {
    return fleet(text).orgs().stream()
        .map(org -> org.interval() + " to " + org.quietInterval())
        .toList();
  }

  private static String manyOrgs(int count, String interval) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                """
                  - id: org-%d
                    tenant: a
                    loginUrl: https://org-%d.my.salesforce.com
                    auth: {type: client-credentials, clientId: key-%d, clientSecret: "env:S"}
                    interval: %s
                    tags: {env: prod, owner: team-%d}
                """
                    .formatted(i, i, i, interval, i % 50))
        .collect(Collectors.joining("", "version: 1\ntenants: [{id: a, name: A}]\norgs:\n", ""));
  }

  private static SecretRef env(String name) {
    return new SecretRef(SecretRef.Scheme.ENV, name);
  }

  private Fleet fleet(String text) {
    return switch (reader.read(text)) {
      case Manifest.Valid(Fleet fleet, var warnings) -> fleet;
      case Manifest.Invalid(var violations) -> throw new AssertionError(violations);
    };
  }

  private List<Violation> violations(String text) {
    return switch (reader.read(text)) {
      case Manifest.Valid v -> List.of();
      case Manifest.Invalid(var violations) -> violations;
    };
  }

  @Test
  void anAddressThatGivesAccessIsAWarningWithoutItsPath() {
    Manifest read =
        reader.read(
            """
            version: 1
            tenants: []
            orgs: []
            targets:
              - {id: hooks, type: webhook, url: "https://alerts.acme.com/h", secret: "env:S"}
              - {id: chat, type: slack, url: "https://hooks.slack.com/services/T0/B0/s3cret"}
              - {id: kept, type: slack, url: "env:SLACK_URL"}
            routes: [{match: {}, to: [hooks, chat, kept]}]
            """);

    assertThat(read).isInstanceOf(Manifest.Valid.class);
    assertThat(((Manifest.Valid) read).warnings())
        .containsExactly(
            new Violation(
                "targets[1].url",
                "https://hooks.slack.com/...",
                "is an address that gives access to whoever knows it",
                "Keep it in a secret store and write a reference here, such as env:HOOK_URL.",
                6));
    assertThat(read.toString()).doesNotContain("s3cret");
  }

  @Test
  void aKindOfTargetThatItsVendorGivesUpIsAWarning() {
    Manifest read =
        reader.read(
            """
            version: 1
            tenants: []
            orgs: []
            targets: [{id: ops, type: opsgenie, apiKey: "env:K"}]
            routes: [{match: {}, to: [ops]}]
            """);

    assertThat(((Manifest.Valid) read).warnings())
        .singleElement()
        .returns("targets[0].type", Violation::path)
        .returns("ends: Opsgenie's API is there until 5 April 2027", Violation::problem);
  }
}
