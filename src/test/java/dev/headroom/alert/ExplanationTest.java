package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.headroom.alert.Explanation.Origin;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final Org ORG =
      new Org(
          new OrgId("acme-prod"),
          "acme",
          URI.create("https://acme.my.salesforce.com"),
          new Credentials.ClientCredentials("id", new SecretRef(SecretRef.Scheme.ENV, "S")),
          Duration.ofMinutes(5),
          null,
          Map.of("env", "prod"));

  private static final PolicyMatch ALL = match(List.of(), List.of(), Map.of(), null);

  private static PolicyMatch match(
      List<String> limits, List<String> orgs, Map<String, String> tags, @Nullable String tenant) {
    return new PolicyMatch(limits, orgs, tags, tenant);
  }

  private static Policy policy(PolicyMatch match, Levels levels, Set<String> given) {
    return new Policy(match, levels, null, 0.5, null, null, given);
  }

  private static PolicyOverride override(String id, Threshold attention, Instant until) {
    return new PolicyOverride(
        id, ALL, attention, null, null, null, Horizons.OFF, until, "release", "Ann");
  }

  @Test
  void eachPolicyBeforeTheOneThatAppliesSaysWhichMemberDidNotMatch() {
    Policies policies =
        new Policies(
            List.of(
                policy(
                    match(List.of("Data*"), List.of(), Map.of(), null), Levels.DEFAULT, Set.of()),
                policy(
                    match(List.of(), List.of("other"), Map.of("env", "uat"), "globex"),
                    Levels.DEFAULT,
                    Set.of()),
                policy(
                    match(List.of("Daily*"), List.of("acme-prod"), Map.of("env", "prod"), "acme"),
                    new Levels(50, 70, 5),
                    Set.of("attention", "escalation")),
                policy(ALL, Levels.DEFAULT, Set.of())),
            List.of());

    Explanation e = Explanation.of(policies, ORG, CALLS, Window.ROLLING_24H, null);

    assertThat(e.policy()).isEqualTo(2);
    assertThat(e.looked())
        .extracting(Explanation.Looked::place, Explanation.Looked::misses)
        .containsExactly(tuple(0, List.of("limits")), tuple(1, List.of("orgs", "tags", "tenant")));
    assertThat(origins(e))
        .containsEntry("attention", Origin.POLICY)
        .containsEntry("escalation", Origin.POLICY)
        .containsEntry("recoverBelow", Origin.DEFAULT)
        .containsEntry("projection", Origin.DEFAULT)
        .containsEntry("jump", Origin.DEFAULT);
    assertThat(e.levels()).isEmpty();
  }

  @Test
  void theLevelsAreInNumbersForTheNewestMax() {
    Explanation e =
        Explanation.of(Policies.NONE, ORG, CALLS, Window.ROLLING_24H, Reading.ofUsed(100, 15_001));

    assertThat(e.policy()).isNull();
    assertThat(e.levels())
        .containsExactly(
            new Explanation.Level(Severity.ATTENTION, 60, 9_001, 6_000, 8_251),
            new Explanation.Level(Severity.ESCALATION, 80, 12_001, 3_000, 11_251),
            new Explanation.Level(Severity.EXHAUSTED, 100, 15_001, 0, 14_251));
  }

  @Test
  void theFirstOverrideThatHasNotEndedAppliesAndAnEndedOneHasNoEffect() {
    PolicyOverride ended = override("ended", Threshold.of(99), NOW);
    PolicyOverride first = override("first", Threshold.of(70), NOW.plusSeconds(1));
    PolicyOverride second = override("second", Threshold.of(75), NOW.plusSeconds(9));
    Policies policies =
        new Policies(
            List.of(policy(ALL, new Levels(50, 90, 5), Set.of("attention", "escalation"))),
            List.of(ended, first, second));

    Yardstick now = policies.at(NOW).yardstickFor(ORG, CALLS, Window.ROLLING_24H);
    assertThat(now.levels()).isEqualTo(new Levels(70, 90, 5));
    assertThat(now.horizons()).isEqualTo(Horizons.OFF);
    assertThat(policies.at(NOW).levelsFor(ORG, CALLS)).isEqualTo(now.levels());
    assertThat(policies.at(NOW.plusSeconds(1)).levelsFor(ORG, CALLS))
        .isEqualTo(new Levels(75, 90, 5));
    assertThat(policies.at(NOW.plusSeconds(9)).yardstickFor(ORG, CALLS, Window.ROLLING_24H))
        .isEqualTo(new Yardstick(new Levels(50, 90, 5), Horizons.byDefault(Window.ROLLING_24H)));

    Explanation e = Explanation.of(policies.at(NOW), ORG, CALLS, Window.ROLLING_24H, null);
    assertThat(e.override()).isEqualTo(first);
    assertThat(origins(e))
        .containsEntry("attention", Origin.OVERRIDE)
        .containsEntry("projection", Origin.OVERRIDE)
        .containsEntry("escalation", Origin.POLICY);
  }

  @Test
  void anOverrideThatCrossesTheOtherLevelStillJudges() {
    Policies policies =
        new Policies(List.of(), List.of(override("o", Threshold.of(95), NOW.plusSeconds(1))));

    Levels levels = policies.levelsFor(ORG, CALLS);
    assertThat(levels.escalation()).isEqualTo(80);
    assertThat(levels.attention()).isLessThan(80).isGreaterThan(79.9);
  }

  private static Map<String, Origin> origins(Explanation e) {
    return e.settings().stream()
        .collect(Collectors.toMap(Explanation.Setting::name, Explanation.Setting::origin));
  }
}
