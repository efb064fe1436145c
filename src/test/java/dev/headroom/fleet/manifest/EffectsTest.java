package dev.headroom.fleet.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.org.Org;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectsTest {
  private static final String ORGS =
      """
      version: 1
      tenants: [{id: a, name: A}, {id: b, name: B}]
      orgs:
        - id: prod
          tenant: a
          loginUrl: https://acme.my.salesforce.com
          auth: {type: client-credentials, clientId: key, clientSecret: "env:S"}
          interval: PT10M
          tags: {env: prod, owner: erp}
      targets:
        - {id: pager, type: pagerduty, routingKey: "env:K"}
        - {id: chat, type: slack, url: "env:U"}
      """;
  private static final String TOLD = "routes: [{match: {}, to: [pager, chat]}]\n";

  private static final YamlManifestReader KNOWING =
      new YamlManifestReader(
          new EgressPolicy(false),
          TargetTypes.ALL,
          Org.SHORTEST_INTERVAL,
          new CsvLimitCatalogue().names());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{match: {}}, {match: {limits: [X]}}]|policies[1]: is never used: policies[0]",
        "[{match: {limits: ['*']}}, {match: {tenant: a}}]|policies[1]: is never used: policies[0]",
        "[{match: {limits: ['D*']}}, {match: {limits: ['Da*', D]}}]|policies[1]: is never used",
        "[{match: {limits: [X]}}, {match: {tags: {env: prod}}}, {match: {tags: {env: prod, owner:"
            + " erp}}}]|policies[2]: is never used: policies[1]",
        "[{match: {tenant: b}}]|policies[0].match: matches no org",
        "[{match: {limits: [X]}}, {match: {orgs: [prod], limits: [X]}}]|policies[1]: is never used:"
            + " policies[0]",
        "[{match: {orgs: [prod]}}, {match: {orgs: [prod], tenant: a}}]|policies[1]: is never used:"
            + " policies[0]",
        "[{match: {tenant: a}}, {match: {orgs: [prod], limits: [X]}}]|policies[1]: is never used:"
            + " each org that it names meets another policy before it, such as policies[0]",
        "[{match: {orgs: [prod], tenant: b}}]|policies[0].match: matches no org",
        "[{match: {orgs: [prod]}, jump: {points: 10, within: PT5M}}]|policies[0].jump.within: is"
            + " shorter than the interval",
        "[{match: {tags: {env: Prod}}}]|policies[0].match: matches no org",
        "[{match: {tenant: a, tags: {owner: crm}}}]|policies[0].match: matches no org"
      })
  void aPolicyThatNothingIsJudgedByIsAWarning(String policies, String warning) {
    assertThat(warnings(ORGS + TOLD + "policies: " + policies))
        .singleElement()
        .satisfies(w -> assertThat(w.toString()).startsWith(warning));
  }

  @Test
  void aJumpThatQuietOrgsAreReadTooSeldomForIsAWarning() {
    String policies = "policies: [{match: {orgs: [prod]}, jump: {points: 10, within: PT10M}}]";
    assertThat(warnings(ORGS.replace("PT10M", "adaptive") + TOLD + policies))
        .singleElement()
        .satisfies(
            w ->
                assertThat(w.toString())
                    .startsWith(
                        "policies[0].jump.within: is shorter than the interval of every quiet"
                            + " org"));
    assertThat(warnings(ORGS.replace("PT10M", "adaptive") + TOLD + policies.replace("10M", "15M")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{match: {limits: [X]}}, {match: {}}]",
        "[{match: {tags: {env: prod}}}, {match: {tenant: a}}]",
        "[{match: {limits: ['Da*']}}, {match: {limits: ['D*']}}]",
        "[{match: {limits: ['*s']}}, {match: {limits: ['Daily*']}}]",
        "[{match: {limits: [A, B]}}, {match: {limits: [B, C]}}]",
        "[{match: {orgs: [prod]}}, {match: {}}]",
        "[{match: {tenant: a, limits: [X]}}, {match: {orgs: [prod]}}]",
        "[{match: {orgs: [prod]}, jump: {points: 10, within: PT15M}}]"
      })
  void aPolicyThatStillMatchesSomethingIsNoWarning(String policies) {
    assertThat(warnings(ORGS + TOLD + "policies: " + policies)).isEmpty();
  }

  private static final YamlManifestReader AT_NOON =
      new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL)
          .at(() -> Instant.parse("2026-11-29T12:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "overrides: [{match: {}, attention: 70, until: '2026-11-29T12:00:00Z', reason: r, by:"
            + " b}]|overrides[0].until: has passed",
        "overrides: [{match: {tenant: b}, attention: 70, until: '2026-11-29T12:00:01Z', reason: r,"
            + " by: b}]|overrides[0].match: matches no org",
        "overrides: [{match: {}, for: PT1H, until: '2026-12-29T12:00:00Z', reason: r, by: b},"
            + " {match: {tenant: a}, for: PT2H, until: '2026-12-01T12:00:00Z', reason: r, by:"
            + " b}]|overrides[1]: is never used: overrides[0]"
      })
  void whatHasEndedOrIsCoveredIsAWarning(String text, String warning) {
    assertThat(AT_NOON.read(ORGS + TOLD + text))
        .isInstanceOfSatisfying(
            Manifest.Valid.class,
            valid ->
                assertThat(valid.warnings())
                    .singleElement()
                    .satisfies(w -> assertThat(w.toString()).startsWith(warning)));
  }

  @Test
  void whatHasNotEndedIsNoWarning() {
    assertThat(
            AT_NOON.read(
                ORGS
                    + TOLD
                    + "overrides: [{match: {}, for: PT1H, until: '2026-11-29T12:00:01Z', reason: r,"
                    + " by: b}, {match: {}, for: PT2H, until: '2026-12-29T12:00:01Z', reason: r,"
                    + " by: b}]"))
        .isInstanceOfSatisfying(
            Manifest.Valid.class, valid -> assertThat(valid.warnings()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{match: {}, to: [pager, chat]}, {match: {severity: exhausted}, to: [pager]}]|routes[1]:"
            + " is never used: routes[0]",
        "[{match: {severity: attention}, to: [pager, chat]}, {match: {}, to: [pager]}]|routes[1]:"
            + " is never used",
        "[{match: {severity: escalation}, to: [pager, chat]}, {match: {severity: exhausted, tenant:"
            + " a}, to: [pager]}]|routes[1]: is never used",
        "[{match: {}, to: [pager]}]|targets[1]: is named by no route",
        "[{match: {tenant: b}, to: [chat], continue: true}, {match: {}, to: [pager,"
            + " chat]}]|routes[0].match: matches no org",
        "[{match: {}, to: [], continue: true}, {match: {}, to: [pager, chat]}]|routes[0].to: is"
            + " empty, and the search goes on",
        "[{match: {}, to: [pager, chat, pager]}]|routes[0].to[2]: appears twice"
      })
  void aRouteOrTargetThatNotifiesNobodyIsAWarning(String routes, String warning) {
    assertThat(warnings(ORGS + "routes: " + routes))
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.toString()).startsWith(warning);
              assertThat(w.line()).isNotNull();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{match: {}, to: [pager], continue: true}, {match: {severity: exhausted}, to: [chat]}]",
        "[{match: {severity: escalation}, to: [pager]}, {match: {}, to: [chat]}]",
        "[{match: {limits: ['*']}, to: [pager]}, {match: {}, to: [chat]}]",
        "[{match: {tags: {env: prod}}, to: []}, {match: {}, to: [pager, chat]}]"
      })
  void aRouteThatStillNotifiesSomebodyIsNoWarning(String routes) {
    assertThat(warnings(ORGS + "routes: " + routes)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{id: a, name: A, match: {clients: [sap-*]}}, {id: b, name: B, match: {clients: [sap-1]}}]"
            + " | integrations[1]: ",
        "[{id: a, name: A, match: {users: [u]}}, {id: b, name: B, match: {users: [u], apps: [x]}}]"
            + " | integrations[1]: ",
        "[{id: a, name: A, match: {addresses: [10.0.0.0/8]}},"
            + " {id: b, name: B, match: {addresses: [10.1.0.0/16, 10.2.0.7], apps: [x]}}]"
            + " | integrations[1]: ",
        "[{id: a, name: A, match: {clients: [sap-*]}}, {id: b, name: B, match: {clients: [x,"
            + " sap-1]}}] | integrations[1].match.clients[1] ",
        "[{id: a, name: A, match: {clients: ['*']}}] | integrations[0].match: matches every call",
        "[{id: a, name: A, match: {users: ['?*'], addresses: ['::/0']}}]"
            + " | integrations[0].match: matches every call",
        "[{id: a, name: A, match: {users: [u]}, budget: '60%'},"
            + " {id: b, name: B, match: {users: [v], orgs: [prod]}, budget: '50%'}]"
            + " | integrations[1].budget: makes the budgets of prod 110 per cent",
      })
  void anIntegrationThatTakesAllOrGetsNothingIsAWarning(String integrations, String warning) {
    assertThat(warnings(ORGS + TOLD + "integrations: " + integrations))
        .singleElement()
        .satisfies(w -> assertThat(w.toString()).startsWith(warning));
  }

  @Test
  void integrationsSideBySideAreFine() {
    assertThat(
            warnings(
                ORGS
                    + TOLD
                    + "integrations: [{id: a, name: A, match: {users: [u], apps: [x]}},"
                    + " {id: b, name: B, match: {users: [u]}, budget: '60%'},"
                    + " {id: c, name: C, match: {users: [v], apps: [x, y]}, budget: '40%'}]"))
        .isEmpty();
  }

  @Test
  void aProbabilityThatNeverPagesIsAWarning() {
    assertThat(
            warnings(
                ORGS
                    + TOLD
                    + "policies: [{match: {}, projection: {attention: PT4H, pageFrom: 0.5}}]"))
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.toString()).startsWith("policies[0].projection.pageFrom: has no effect");
              assertThat(w.line()).isNotNull();
            });
    for (String projection :
        List.of("{pageFrom: 0.5}", "{pageFrom: 0.5, escalation: PT4H}", "{attention: PT4H}")) {
      assertThat(warnings(ORGS + TOLD + "policies: [{match: {}, projection: " + projection + "}]"))
          .isEmpty();
    }
  }

  @Test
  void aProbabilityThatNoProjectionHasIsAWarning() {
    String policy = ORGS + TOLD + "policies: [{match: {}, projection: {pageFrom: %s}}]";
    assertThat(warnings(policy.formatted("0.99"))).isEmpty();
    assertThat(warnings(policy.formatted("1")))
        .singleElement()
        .satisfies(
            w ->
                assertThat(w.toString())
                    .startsWith(
                        "policies[0].projection.pageFrom: keeps everything that is only projected"
                            + " from escalating: no projection is more likely than 0.99 ("));
  }

  @Test
  void aPortThatMayBeCalledAnywayIsAWarning() {
    assertThat(warnings(ORGS + TOLD + "ports: [443, 8443]"))
        .singleElement()
        .satisfies(w -> assertThat(w.toString()).startsWith("ports: names 443"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DailyApiRequest|unless it is newer",
        "dailyApiRequests|write it as in DailyApiRequests",
        "Dialy*|unless it is newer",
        "*apirequests|write it as in DailyApiRequests"
      })
  void anUnknownLimitIsAWarning(String pattern, String remedy) {
    for (String list :
        List.of(
            TOLD + "policies: [{match: {limits: [DailyApiRequests, '%s']}}]",
            "routes: [{match: {limits: [DailyApiRequests, '%s']}, to: [pager, chat]}]")) {
      assertThat(warnings(KNOWING, ORGS + list.replace("%s", pattern)))
          .singleElement()
          .satisfies(
              w -> {
                assertThat(w.path()).endsWith("[0].match.limits[1]");
                assertThat(w.value()).isEqualTo(pattern);
                assertThat(w.problem()).isEqualTo("matches no known limit");
                assertThat(w.remedy()).contains(remedy);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "Daily*", "DailyApiRequests", "DailyApiRequests.My App", "*.CreateCustom"})
  void aKnownLimitOrOneOfAnAppIsNoWarning(String pattern) {
    assertThat(
            warnings(KNOWING, ORGS + TOLD + "policies: [{match: {limits: ['" + pattern + "']}}]"))
        .isEmpty();
  }

  @Test
  void aFleetWithoutOrgsIsNotFinished() {
    assertThat(
            warnings(
                """
                version: 1
                tenants: [{id: a, name: A}]
                orgs: []
                policies: [{match: {tenant: a, tags: {env: prod}}}]
                """))
        .isEmpty();
  }

  @Test
  void thousandsOfPatternsAreLookedThroughQuickly() {
    StringBuilder manifest = new StringBuilder(ORGS + TOLD + "policies:\n");
    for (int i = 0; i < 2; i++) {
      manifest.append("  - {match: {limits: [");
      for (int j = 0; j < 8_000; j++) {
        manifest.append("'*a*b").append(i).append(j).append("',\n    ");
      }
      manifest.append("]}}\n");
    }
    assertThat(warnings(manifest.toString())).isEmpty();
  }

  /** What the documentation shows can be copied as it is. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/reference/manifest.md", "docs/deploy.md"})
  void theExamplesOfTheDocumentationAreValidWithoutAWarning(String file) throws IOException {
    List<String> examples = examples(Files.readString(Path.of(file)));
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      assertThat(warnings(example)).as(example).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{match: {}, until: '2026-11-25T12:00:00Z', reason: r, by: Ann}|mutes[0].until:"
            + " has passed: the mute by Ann keeps nothing back any more",
        "{match: {tenant: b}, until: '2026-11-26T12:00:00Z', reason: r, by: Ann}|mutes[0].match:"
            + " matches no org",
        "{match: {limits: [daily*]}, until: '2026-11-26T12:00:00Z', reason: r, by:"
            + " Ann}|mutes[0].match.limits[0]: matches no known limit"
      })
  void aMuteThatKeepsNothingBackIsAWarning(String mute, String warning) {
    YamlManifestReader reader = KNOWING.at(() -> Instant.parse("2026-11-25T12:00:00Z"));

    assertThat(warnings(reader, ORGS + TOLD + "mutes: [" + mute + "]"))
        .singleElement()
        .satisfies(w -> assertThat(w.toString()).startsWith(warning));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{match: {}, until: '2026-11-25T12:00:01Z', reason: r, by: Ann}",
        "{match: {tags: {env: prod}}, reason: r, by: Ann, windows: [{from: '22:00', to: '06:00',"
            + " timeZone: UTC}]}"
      })
  void aMuteThatMayStillKeepSomethingBackIsNoWarning(String mute) {
    YamlManifestReader reader = KNOWING.at(() -> Instant.parse("2026-11-25T12:00:00Z"));

    assertThat(warnings(reader, ORGS + TOLD + "mutes: [" + mute + "]")).isEmpty();
  }

  private static List<String> examples(String text) {
    List<String> examples = new ArrayList<>();
    Matcher example = Pattern.compile("(?m)^    version: 1\\n((    .*)?\\n)+").matcher(text);
    while (example.find()) {
      examples.add(example.group().replaceAll("(?m)^    ", "").replace("<consumer key>", "3MVG9"));
    }
    return examples;
  }

  private static List<Violation> warnings(String text) {
    return warnings(ManifestFixtures.reader(), text);
  }

  private static List<Violation> warnings(YamlManifestReader reader, String text) {
    return switch (reader.read(text)) {
      case Manifest.Valid(var fleet, var warnings) -> warnings;
      case Manifest.Invalid(var violations) -> throw new AssertionError(violations);
    };
  }
}
