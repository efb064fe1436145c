package dev.headroom.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatIfQuestionTest {
  private final List<Violation> violations = new ArrayList<>();

  private WhatIfQuestion read(String... members) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      map.put(members[i], members[i + 1]);
    }
    return WhatIfQuestion.read(map, violations);
  }

  @Test
  void aNewIntegrationComesEvenlyUnlessItsShapeIsGiven() {
    assertThat(read("calls", "40000"))
        .isEqualTo(
            new WhatIfQuestion(
                LimitName.DAILY_API_REQUESTS,
                new Scenario(List.of(new Scenario.Load(40_000, Shape.EVEN)), 0),
                14));
    assertThat(read("calls", "10", "shape", "weekdays 09:00-17:00").scenario().loads())
        .containsExactly(new Scenario.Load(10, Shape.read("weekdays 09:00-17:00").orElseThrow()));
    assertThat(violations).isEmpty();
  }

  @Test
  void aBatchThatIsMovedStaysAwayHereAndComesThere() {
    assertThat(read("move", "500", "moveFrom", "02:00-03:00", "moveBy", "PT3H").scenario().loads())
        .containsExactly(
            new Scenario.Load(-500, Shape.read("02:00-03:00").orElseThrow()),
            new Scenario.Load(500, Shape.read("05:00-06:00").orElseThrow()));
    assertThat(violations).isEmpty();
  }

  @Test
  void integrationsAreNamedInMembersOfTheirOwn() {
    assertThat(
            read("without", "BI extract", "moveIntegration", "erp", "moveBy", "PT3H", "bulk", "x")
                .changes())
        .containsExactly(
            new IntegrationChange.Without("BI extract"),
            new IntegrationChange.Moved("erp", Duration.ofHours(3)),
            new IntegrationChange.ByBulk("x"));
    assertThat(read("without", "erp").lackOfChange()).isEmpty();
    assertThat(violations).isEmpty();
  }

  @Test
  void anIntegrationIsMovedBySomeTimeAndNotBesideABatch() {
    read("moveIntegration", "erp");
    assertThat(violations).extracting(Violation::path).containsExactly("moveBy");

    violations.clear();
    read("moveIntegration", "erp", "moveFrom", "02:00-03:00", "moveBy", "PT3H");
    assertThat(violations).extracting(Violation::path).containsExactly("move");

    violations.clear();
    read("moveIntegration", "erp", "move", "9", "moveFrom", "even", "moveBy", "PT3H");
    assertThat(violations)
        .extracting(Violation::path, Violation::problem)
        .containsExactly(Tuple.tuple("moveIntegration", "is given beside move"));
  }

  @Test
  void integrationsAreKnownForApiRequestsAlone() {
    read("limit", "DailyBulkApiBatches", "without", "erp");

    assertThat(violations)
        .extracting(Violation::path, Violation::problem)
        .containsExactly(Tuple.tuple("limit", "is not counted by integration"));
  }

  @Test
  void changesGoTogether() {
    WhatIfQuestion question =
        read("limit", "DailyBulkApiBatches", "calls", "5", "addOn", "-100", "days", "31");

    assertThat(question.limit()).hasToString("DailyBulkApiBatches");
    assertThat(question.scenario().loads()).hasSize(1);
    assertThat(question.scenario().moreMax()).isEqualTo(-100);
    assertThat(question.days()).isEqualTo(31);
    assertThat(violations).isEmpty();
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    read(
        "limit",
        "",
        "calls",
        "many",
        "addOn",
        "1.5",
        "move",
        "0",
        "moveFrom",
        "at night",
        "moveBy",
        "PT0S",
        "days",
        "32");

    assertThat(violations)
        .extracting(Violation::path)
        .containsExactlyInAnyOrder("limit", "calls", "addOn", "move", "moveFrom", "moveBy", "days");
    assertThat(violations).allSatisfy(v -> assertThat(v.remedy()).isNotBlank());
  }

  @Test
  void whatBelongsTogetherIsAskedFor() {
    read("shape", "even", "moveBy", "PT1H");
    assertThat(violations).extracting(Violation::path).containsExactlyInAnyOrder("calls", "move");

    violations.clear();
    read("move", "10");
    assertThat(violations)
        .extracting(Violation::path)
        .containsExactlyInAnyOrder("moveFrom", "moveBy");
  }

  @Test
  void aQuestionWithoutAChangeIsRejected() {
    assertThat(read("limit", "DailyApiRequests").lackOfChange())
        .map(Violation::problem)
        .contains("nothing is changed");
    assertThat(read("addOn", "5").lackOfChange()).isEmpty();
    assertThat(read("calls", "5").lackOfChange()).isEmpty();
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"20000", "20,000", "20_000", "20'000", "20 000", "20\u00a0000"})
  void thousandsMayBeSetApart(String calls) {
    assertThat(read("calls", calls).scenario().loads().getFirst().callsPerDay()).isEqualTo(20_000);
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"20,00", "2,0000", "20.000", ",200", "1,000_000", "20,000,", "1e3", "--1"})
  void aNonIntegerIsNotReadAsOne(String calls) {
    read("calls", calls);

    assertThat(violations)
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("calls"))
        .satisfies(
            v -> assertThat(v.problem()).isEqualTo("is not a whole number from 1 to 1,000,000,000"))
        .satisfies(
            v -> assertThat(v.remedy()).isEqualTo("Write it in digits, such as 20000 or 20,000."));
  }

  @Test
  void anAddOnThatEndsIsNegativeInEitherForm() {
    assertThat(read("addOn", "-5,000").scenario().moreMax()).isEqualTo(-5_000);
  }
}
