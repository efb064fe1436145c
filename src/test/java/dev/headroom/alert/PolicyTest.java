package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final Levels STRICT = new Levels(30, 50, 5);
  private static final Levels LAX = new Levels(70, 95, 5);

  @ParameterizedTest
  @CsvSource({
    "Daily*,DailyApiRequests,true",
    "Daily*,HourlyODataCallout,false",
    "*,DataStorageMB,true",
    "*MB,DataStorageMB,true",
    "*MB,DataStorageMBs,false",
    "Daily*Requests,DailyBulkApiRequests,true",
    "Daily**Api*,DailyBulkApiRequests,true",
    "dailyApiRequests,DailyApiRequests,false",
    "DailyApiRequests.*,DailyApiRequests.Workbench,true",
    "DailyApiRequests.*,DailyApiRequestsXWorkbench,false",
    "a*b*c,abbbc,true",
    "a*b*c,acb,false"
  })
  void aStarStandsForAnyRunOfCharacters(String pattern, String name, boolean matches) {
    assertThat(NamePattern.matches(pattern, name)).isEqualTo(matches);
  }

  @Test
  void theFirstPolicyThatMatchesHolds() {
    Org org = org(Map.of("env", "prod"));
    List<Policy> policies =
        List.of(
            new Policy(List.of("Data*"), Map.of(), null, LAX),
            new Policy(List.of(), Map.of("env", "prod"), null, STRICT),
            new Policy(List.of(), Map.of(), null, LAX));
    assertThat(Policy.levelsFor(policies, org, new LimitName("DataStorageMB"))).isEqualTo(LAX);
    assertThat(Policy.levelsFor(policies, org, LimitName.DAILY_API_REQUESTS)).isEqualTo(STRICT);
    assertThat(Policy.levelsFor(policies, org(Map.of()), LimitName.DAILY_API_REQUESTS))
        .isEqualTo(LAX);
  }

  @Test
  void withoutAMatchTheDefaultsHold() {
    List<Policy> policies = List.of(new Policy(List.of(), Map.of(), "globex", STRICT));
    assertThat(Policy.levelsFor(policies, org(Map.of()), LimitName.DAILY_API_REQUESTS))
        .isEqualTo(new Levels(60, 80, 5));
  }

  @Test
  void onlyGaugesHaveAMinimumWhenThePolicyNamesNone() {
    for (Window window : Window.values()) {
      boolean gauge = window == Window.CONCURRENT;
      Yardstick yardstick =
          Policy.yardstickFor(List.of(), org(Map.of()), LimitName.DAILY_API_REQUESTS, window);
      assertThat(yardstick.gauge()).as("%s", window).isEqualTo(gauge);
      assertThat(yardstick.minimum()).isEqualTo(gauge ? Duration.ofMinutes(10) : Duration.ZERO);
      assertThat(yardstick.pageFrom()).isEqualTo(0.5);
    }
  }

  @Test
  void thePolicySaysHowLongALevelMustBeReachedAndFromWhichProbabilityItPages() {
    Policy policy = new Policy(List.of(), Map.of(), null, LAX, null, 0.25, Duration.ofMinutes(30));
    for (Window window : Window.values()) {
      assertThat(
              Policy.yardstickFor(
                  List.of(policy), org(Map.of()), LimitName.DAILY_API_REQUESTS, window))
          .isEqualTo(
              new Yardstick(
                  LAX,
                  Horizons.byDefault(window),
                  0.25,
                  Duration.ofMinutes(30),
                  window == Window.CONCURRENT));
    }
  }

  @ParameterizedTest
  @CsvSource({"-0.1,PT0S", "1.1,PT0S", "NaN,PT0S", "0.5,-PT1S", "0.5,PT24H1S"})
  void anInvalidProbabilityOrMinimumIsRefused(double pageFrom, Duration minimum) {
    assertThatThrownBy(() -> new Yardstick(LAX, Horizons.OFF, pageFrom, minimum, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"80,80,5", "90,80,5", "0,80,5", "60,101,5", "60,80,-1", "60,80,60"})
  void levelsThatCannotWorkAreRefused(double attention, double escalation, double recoverBelow) {
    assertThatThrownBy(() -> new Levels(attention, escalation, recoverBelow))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"60,5", "5.1,5", "5,2.5", "1,0.5"})
  void theDefaultRecoveryLeavesRoomToFall(double attention, double recoverBelow) {
    assertThat(Levels.recoverBelowFor(attention)).isEqualTo(recoverBelow);
    assertThat(new Levels(attention, 80, recoverBelow).attention()).isEqualTo(attention);
  }

  private static Org org(Map<String, String> tags) {
    return new Org(
        new OrgId("acme-prod"),
        "acme",
        URI.create("https://acme.my.salesforce.com"),
        new Credentials.ClientCredentials("id", new SecretRef(SecretRef.Scheme.ENV, "S")),
        Duration.ofMinutes(5),
        null,
        tags);
  }
}
