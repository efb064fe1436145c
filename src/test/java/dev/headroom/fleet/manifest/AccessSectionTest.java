package dev.headroom.fleet.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessPolicy.Alerting;
import dev.headroom.access.AllowRule;
import dev.headroom.access.Severity;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessSectionTest {
  private static final String FLEET =
      """
      version: 1
      tenants: [{id: acme, name: Acme}]
      orgs:
        - id: acme-prod
          tenant: acme
          loginUrl: https://acme.my.salesforce.com
          auth: {type: client-credentials, clientId: k, clientSecret: "env:S"}
      """;

  @Test
  void everyMemberIsRead() {
    AccessPolicy policy =
        policies(ManifestFixtures.text(Path.of("src/test/resources/manifest/valid/whole.yaml")))
            .getFirst();
    assertThat(policy.match().orgs()).containsExactly("acme-prod");
    assertThat(policy.rule().allow())
        .extracting(AllowRule::text)
        .containsExactly("apiOnly", "user:svc-*", "permissionSet:Integration_*");
    assertThat(policy.alert())
        .isEqualTo(Map.of(Severity.HIGH, Alerting.ATTENTION, Severity.MEDIUM, Alerting.ATTENTION));
    assertThat(policy.rule().accept())
        .singleElement()
        .satisfies(a -> assertThat(a.until()).isEqualTo(LocalDate.of(2027, 1, 31)))
        .satisfies(a -> assertThat(a.by()).isEqualTo("erp-team"));
  }

  @Test
  void highIsAttentionUnlessItSaysOtherwise() {
    assertThat(policies(FLEET + "access: [{match: {}}]\n").getFirst().alert())
        .isEqualTo(Map.of(Severity.HIGH, Alerting.ATTENTION));
    assertThat(
            policies(FLEET + "access: [{match: {}, alert: {low: escalation}}]\n")
                .getFirst()
                .alert())
        .isEqualTo(Map.of(Severity.HIGH, Alerting.ATTENTION, Severity.LOW, Alerting.ESCALATION));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[{match: {}}, {match: {tags: {env: prod}}}] | access[1].match: matches no org",
        "[{match: {}}, {match: {orgs: [acme-prod]}}] | access[0]: is never used",
        "[{match: {}}, {match: {}, alert: {low: attention}}] | access[1]: is never used",
        "[{match: {}}, {match: {}}] | access[1]: is the same as access[0]",
        "[{match: {tenant: acme}}] | none"
      })
  void anEntryThatAppliesToNoOrgIsAWarning(String access, String warning) {
    Manifest.Valid valid =
        (Manifest.Valid) ManifestFixtures.reader().read(FLEET + "access: " + access + "\n");
    List<String> warnings =
        valid.warnings().stream()
            .filter(w -> w.path().startsWith("access"))
            .map(w -> w.path() + ": " + w.problem())
            .toList();
    if (warning.equals("none")) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).singleElement().asString().startsWith(warning);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{apiUsers: {allow: [apiOnly]}} | access[0].match | is missing",
        "{match: {orgs: [other]}} | access[0].match.orgs[0] | names an org",
        "{match: {tenant: other}} | access[0].match.tenant | names a tenant",
        "{match: {orgs: []}} | access[0].match.orgs | is an empty list",
        "{match: {}, apiUsers: {}} | access[0].apiUsers.allow | is missing",
        "{match: {}, apiUsers: {allow: [everybody]}} | access[0].apiUsers.allow[0] | is not a rule",
        "{match: {}, apiUsers: {allow: ['user:']}} | access[0].apiUsers.allow[0] | is not a rule",
        "{match: {}, alert: {high: loud}} | access[0].alert.high | is not one of the allowed",
        "{match: {}, alert: {grave: off}} | access[0].alert.grave | is not a member",
        "{match: {}, accept: [{finding: 'appUnused:1', reason: r, by: b}]}"
            + " | access[0].accept[0].until | is missing",
        "{match: {}, accept: [{finding: 'appUnused:1', reason: r, by: b, until: 2027-02-30}]}"
            + " | access[0].accept[0].until | is not a day of the calendar",
        "{match: {}, accept: [{finding: 'appUnused:1', reason: r, by: b, until: soon}]}"
            + " | access[0].accept[0].until | is not a day",
        "{match: {}, accept: [{finding: 'unused:1', reason: r, by: b, until: 2027-01-31}]}"
            + " | access[0].accept[0].finding | is not the id of a finding"
      })
  void whatIsWrongIsSaidWithItsPath(String entry, String path, String problem) {
    List<Violation> violations =
        switch (ManifestFixtures.reader().read(FLEET + "access: [" + entry + "]\n")) {
          case Manifest.Valid valid -> List.of();
          case Manifest.Invalid(var all) -> all;
        };
    assertThat(violations)
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo(path))
        .satisfies(v -> assertThat(v.problem()).startsWith(problem));
  }

  @Test
  void offIsOffAsTextAndAsYamlHasIt() {
    assertThat(
            policies(FLEET + "access: [{match: {}, alert: {high: off, low: \"off\"}}]\n")
                .getFirst()
                .alert())
        .isEmpty();
  }

  @Test
  void theMostSpecificEntryHoldsAndOfEqualOnesTheFirst() {
    List<AccessPolicy> policies =
        policies(
            FLEET
                + """
                access:
                  - {match: {}}
                  - {match: {tenant: acme}}
                  - {match: {tags: {env: prod}}}
                  - {match: {tags: {owner: erp}}}
                  - {match: {orgs: [acme-prod]}}
                """);
    Map<String, String> tags = Map.of("env", "prod", "owner", "erp");
    assertThat(AccessPolicy.of(policies, "acme-prod", "acme", tags)).hasValue(policies.get(4));
    assertThat(AccessPolicy.of(policies, "b", "acme", tags)).hasValue(policies.get(2));
    assertThat(AccessPolicy.of(policies, "b", "acme", Map.of())).hasValue(policies.get(1));
    assertThat(AccessPolicy.of(policies, "b", "other", Map.of())).hasValue(policies.get(0));
    assertThat(AccessPolicy.of(List.of(), "b", "acme", tags)).isEmpty();
  }

  private static List<AccessPolicy> policies(String manifest) {
    return switch (ManifestFixtures.reader().read(manifest)) {
      case Manifest.Valid valid -> valid.fleet().access();
      case Manifest.Invalid(var violations) -> throw new AssertionError(violations.toString());
    };
  }
}
