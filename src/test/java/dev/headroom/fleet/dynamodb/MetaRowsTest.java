package dev.headroom.fleet.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.access.Acceptance;
import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessRule;
import dev.headroom.access.AllowRule;
import dev.headroom.access.Severity;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.Jump;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Threshold;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.Fleets;
import dev.headroom.fleet.dynamodb.MetaRows.StoredTarget;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetaRowsTest {
  private final MetaRows rows = new MetaRows(new JsonMapper());

  @Test
  void policiesAreReadBack() {
    List<Policy> policies = Fleets.whole().policies();
    assertThat(rows.policies(rows.policies(policies))).isEqualTo(policies);
  }

  @Test
  void targetsAreReadBackAndThoseOfTheFirstReleaseAreShared() {
    Target owned =
        new Target(new TargetId("acme-chat"), "slack", Map.of("url", "env:SLACK_URL"), "acme");
    StoredTarget stored = new StoredTarget(owned, false, true);
    assertThat(rows.target(rows.target(stored))).isEqualTo(stored);
    Item first =
        Item.of("META", "TARGET#chat")
            .text("type", "slack")
            .text("body", "{\"settings\":{\"url\":\"env:SLACK_URL\"}}")
            .build();
    assertThat(rows.target(first).target())
        .isEqualTo(new Target(new TargetId("chat"), "slack", Map.of("url", "env:SLACK_URL")));
    assertThat(rows.target(first).target().tenant()).isNull();
  }

  @Test
  void tenantsAreReadBackAndEarlierRowsShowNames() {
    for (Tenant tenant :
        List.of(
            new Tenant("acme", "Acme"),
            new Tenant("acme", "Acme", PersonalData.NAMES),
            new Tenant("acme", "Acme", PersonalData.NONE))) {
      assertThat(rows.tenant(rows.tenant(tenant))).isEqualTo(tenant);
    }
    Item before = Item.of("META", "TENANT#acme").text("name", "Acme").build();
    assertThat(rows.tenant(before)).isEqualTo(new Tenant("acme", "Acme"));
    assertThat(rows.tenant(before).hidesNames()).isFalse();
    Item later =
        Item.of("META", "TENANT#acme").text("name", "Acme").text("personalData", "ids").build();
    assertThat(rows.tenant(later).hidesNames()).isTrue();
  }

  @Test
  void entriesOfAccessAreReadBack() {
    List<AccessPolicy> access =
        List.of(
            new AccessPolicy(
                new AccessPolicy.Match(List.of("acme-prod"), Map.of("env", "prod"), "acme"),
                new AccessRule(
                    List.of(AllowRule.parse("user:svc-*").orElseThrow()),
                    List.of(
                        new Acceptance(
                            "appUnused:0H4", "retired", "erp", LocalDate.of(2027, 1, 31)))),
                Map.of(Severity.HIGH, AccessPolicy.Alerting.ESCALATION)),
            new AccessPolicy(
                new AccessPolicy.Match(List.of(), Map.of(), null), AccessRule.NONE, Map.of()));
    assertThat(rows.access(rows.access(access))).isEqualTo(access);
  }

  /** As the first release wrote it: what it did not know has its default, so nothing changes. */
  @Test
  void policiesOfTheFirstReleaseHaveTheDefaults() {
    Item row =
        Item.of("META", Tables.POLICIES)
            .text(
                "body",
                """
                [{"limits":["Daily*"],"tags":{"env":"prod"},"attention":60.0,"escalation":80.0,
                  "recoverBelow":5.0,"projection":{"attention":"PT12H"}},
                 {"attention":75.0,"escalation":90.0,"recoverBelow":10.0}]
                """)
            .build();

    assertThat(rows.policies(row))
        .containsExactly(
            new Policy(
                List.of("Daily*"),
                Map.of("env", "prod"),
                null,
                Levels.DEFAULT,
                new Horizons(Duration.ofHours(12), null),
                0.5,
                null),
            new Policy(List.of(), Map.of(), null, new Levels(75, 90, 10)));
  }

  @Test
  void amountsJumpsAndOverridesAreReadBack() {
    PolicyMatch match =
        new PolicyMatch(List.of("Daily*"), List.of("acme-prod"), Map.of("env", "prod"), "acme");
    List<Policy> policies =
        List.of(
            new Policy(
                match,
                Levels.of(new Threshold(null, 12_000L, 500L), new Threshold(90.0, null, 100L), 5),
                null,
                0.5,
                null,
                new Jump(10, Duration.ofMinutes(15), dev.headroom.alert.Severity.ESCALATION),
                Set.of("attention", "jump")),
            new Policy(match, Levels.DEFAULT, null, 0.5, null, null, Set.of()));
    List<PolicyOverride> overrides =
        List.of(
            new PolicyOverride(
                "overrides[0]",
                match,
                Threshold.of(90),
                new Threshold(null, null, 10L),
                2.5,
                Duration.ofMinutes(30),
                Horizons.OFF,
                Instant.parse("2026-11-30T08:00:00Z"),
                "a \"backfill\"",
                "Ann"),
            new PolicyOverride(
                "3f2a91c0",
                new PolicyMatch(List.of(), List.of(), Map.of(), null),
                null,
                null,
                null,
                null,
                new Horizons(Duration.ofHours(2), null),
                Instant.parse("2026-11-30T08:00:00Z"),
                "r",
                "b"));

    assertThat(rows.policies(rows.policies(policies))).isEqualTo(policies);
    assertThat(rows.overrides(rows.overrides(overrides))).isEqualTo(overrides);
  }

  /** An earlier release that reads the row beside this one takes horizons alone for horizons. */
  @Test
  void aProbabilityAloneMeansNoHorizonsToAnEarlierRelease() {
    Policy policy = new Policy(List.of(), Map.of(), null, Levels.DEFAULT, null, 0.3, null);
    assertThat(rows.policies(List.of(policy)).text("body"))
        .isEqualTo(
            "[{\"attention\":60.0,\"escalation\":80.0,\"recoverBelow\":5.0,\"pageFrom\":0.3}]");
  }
}
