package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.OrgId;
import dev.headroom.usage.IntegrationRule.Budget;
import dev.headroom.usage.IntegrationRule.Match;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrationRuleTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Caller CALLER =
      new Caller(
          "0H4xx0000000001",
          "SAP CPI",
          "sap-cpi/7",
          "005xx0000001abc",
          "203.0.113.17",
          "62.0",
          "svc-erp@acme.com",
          "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the app's name                  | SAP CPI  |          |                    |",
        "the app's id                    | 0H4*     |          |                    |",
        "the client                      |          | sap-*/?  |                    |",
        "the user's name                 |          |          | svc-*@acme.com     |",
        "the user's id                   |          |          | 005xx0000001abc    |",
        "the user's id of 18 characters  |          |          | 005xx0000001abcAAA |",
        "a range                         |          |          |                    | 203.0.113.0/28,203.0.113.16/28",
        "all of them                     | SAP CPI  | sap*     | svc-erp@acme.com   | 203.0.113.17",
      })
  void aCallIsItsOwnWhenEveryMemberHolds(
      String by, String apps, String clients, String users, String addresses) {
    Match match = match(apps, clients, users, addresses);
    assertThat(rule(match).in(ORG).matches().test(CALLER)).as(by).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "another case    | sap cpi |       |                  |",
        "one fails       | SAP CPI | other |                  |",
        "another user    |         |       | svc-erp@acme.org |",
        "another range   |         |       |                  | 203.0.113.0/28",
        "another version |         |       |                  | 2001:db8::/32",
        "nothing at all  |         |       |                  |",
      })
  void aCallIsNotItsOwnWhenOneFails(
      String by, String apps, String clients, String users, String addresses) {
    Match match = match(apps, clients, users, addresses);
    assertThat(rule(match).in(ORG).matches().test(CALLER)).as(by).isFalse();
  }

  @Test
  void itHoldsInTheOrgsThatItNames() {
    Match match =
        new Match(List.of("acme-prod"), List.of("SAP CPI"), List.of(), List.of(), List.of());
    assertThat(rule(match).in(ORG).matches().test(CALLER)).isTrue();
    assertThat(rule(match).in(new OrgId("acme-uat")).matches().test(CALLER)).isFalse();
  }

  @Test
  void aBudgetIsCallsOrAShareOfTheAllocation() {
    assertThat(new Budget(20_000, false).calls(100_000)).isEqualTo(20_000);
    assertThat(new Budget(15, true).calls(100_000)).isEqualTo(15_000);
  }

  @Test
  void aBudgetAboveTheAllocationIsNeverUsedUp() {
    assertThat(new Budget(100_001, false).exceeds(100_000)).isTrue();
    assertThat(new Budget(100_000, false).exceeds(100_000)).isFalse();
    assertThat(new Budget(100, true).exceeds(15)).isFalse();
  }

  private static IntegrationRule rule(Match match) {
    return new IntegrationRule("erp", "ERP sync", match, null, null, null);
  }

  private static Match match(String apps, String clients, String users, String addresses) {
    return new Match(List.of(), list(apps), list(clients), list(users), list(addresses));
  }

  private static List<String> list(String text) {
    return text == null ? List.of() : List.of(text.split(","));
  }
}
