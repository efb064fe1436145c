package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrationRegistryTest {
  private static final double DAY = 86_400_000;
  private static final String[] SALES = {
    "GET REST /query Lead 200", "POST REST /sobjects/Lead Lead 201", "POST REST /search Lead 200"
  };
  private static final String[] STOCK = {
    "GET REST /query Product2 200",
    "PATCH REST /sobjects/Order__c/Ext__c/17 Order__c 204",
    "GET REST /query Account 200"
  };
  private static final Caller FIRST = LogOfCalls.caller("", "005u", "198.18.0.7", "62.0");
  private static final Caller OTHER = LogOfCalls.caller("", "005u", "198.18.9.9", "62.0");

  @TempDir Path folder;

  private LogOfCalls calls;
  private final Random random = new Random(3);

  @BeforeEach
  void open() {
    calls = new LogOfCalls(folder);
  }

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void anIdOutlivesTheCallerThatItWasMadeOf() {
    Caller host = LogOfCalls.caller("", "005u", "198.18.0.8", "62.0");
    work(FIRST, SALES, 0);
    work(FIRST, SALES, 1);
    work(host, SALES, 1);
    work(host, SALES, 2);
    Attribution last = calls.ofDay(2, days(0, 2));
    assertThat(ids(last)).containsExactly(id(FIRST));
  }

  @Test
  void aMoveToAnotherAddressAndVersionIsKnownAgain() {
    for (int day = 0; day < 4; day++) {
      work(FIRST, SALES, day);
    }
    work(LogOfCalls.caller("svc-connector", "005u", "203.0.113.7", "65.0"), SALES, 4);
    IntegrationRegistry known = days(0, 4);
    assertThat(ids(calls.ofDay(4, known)))
        .isEqualTo(known.integrations().stream().map(KnownIntegration::id).toList());
  }

  @Test
  void whatDoesOtherThingsGetsAnIdOfItsOwn() {
    work(FIRST, SALES, 0);
    work(OTHER, STOCK, 1);
    IntegrationRegistry known = days(0, 2);
    assertThat(known.integrations()).hasSize(2);
    assertThat(known.merged()).isEmpty();
  }

  @Test
  void twoThatTurnOutToBeOneKeepTheIdOfTheLarger() {
    work(FIRST, SALES, 0, 200);
    Caller second = LogOfCalls.caller("", "005u", "198.18.0.9", "62.0");
    work(second, SALES, 1, 10);
    IntegrationRegistry one = calls.ofDay(0, IntegrationRegistry.NONE).registry();
    IntegrationRegistry other = calls.ofDay(1, IntegrationRegistry.NONE).registry();
    IntegrationRegistry both =
        new IntegrationRegistry(
            List.of(one.integrations().getFirst(), other.integrations().getFirst()), Map.of());
    work(FIRST, SALES, 2, 50);
    IntegrationRegistry known = calls.ofDay(2, both).registry();
    assertThat(known.integrations()).hasSize(1);
    assertThat(known.now(id(second))).isEqualTo(id(FIRST));
    assertThat(known.now(id(FIRST))).isEqualTo(id(FIRST));
  }

  @Test
  void aPersonWhoIsNewJoinsTheCrowdThatIsKnown() {
    for (int i = 0; i < 8; i++) {
      work(LogOfCalls.caller("", "005p" + i, "198." + i + ".0.7", "60.0"), SALES, 0, 12);
    }
    work(LogOfCalls.caller("", "005p9", "203.0.113.9", "60.0"), SALES, 1, 6);
    IntegrationRegistry known = days(0, 2);
    assertThat(known.integrations()).hasSize(1);
  }

  @Test
  void theManifestBeatsWhatIsKnown() {
    work(FIRST, SALES, 0);
    work(FIRST, SALES, 1);
    IntegrationRegistry known = days(0, 1);
    Attribution named =
        calls.ofDay(
            1, known, new NamedIntegration("erp", "ERP sync", c -> c.user().equals("005u")));
    assertThat(ids(named)).containsExactly("erp");
  }

  @Test
  void whatIsSilentForSixtyDaysIsForgotten() {
    work(FIRST, SALES, 0);
    work(OTHER, STOCK, 59);
    assertThat(days(0, 60).integrations()).hasSize(2);
    work(OTHER, STOCK, 62);
    assertThat(days(0, 63).integrations()).hasSize(1);
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 1_500; i++) {
      work(
          LogOfCalls.caller("flows/1.0", "005u" + i, "10.0." + i / 250 + "." + i % 250, "62.0"),
          SALES,
          0,
          1);
    }
    KnownIntegration known = days(0, 1).integrations().getFirst();
    assertThat(known.callers()).hasSize(KnownIntegration.MAX_CALLERS);
    assertThat(known.traits().users()).hasSize(KnownIntegration.MAX_TEXTS);
  }

  private IntegrationRegistry days(int from, int to) {
    IntegrationRegistry known = IntegrationRegistry.NONE;
    for (int day = from; day < to; day++) {
      known = calls.ofDay(day, known).registry();
    }
    return known;
  }

  @Test
  void aDayThatIsLookedAtAgainCountsOnce() {
    work(FIRST, SALES, 0);
    work(FIRST, SALES, 1);
    IntegrationRegistry once = days(0, 2);
    LocalDate second = LocalDate.ofEpochDay(once.integrations().getFirst().days().lastKey());

    IntegrationRegistry again = calls.ofDay(1, once.without(second)).registry();

    KnownIntegration known = again.integrations().getFirst();
    assertThat(known.calls()).isEqualTo(180);
    assertThat(known.days().values()).containsExactly(90, 90);
    assertThat(known.id()).isEqualTo(id(FIRST));
    assertThat(once.without(second.plusDays(1))).isEqualTo(once);
  }

  private static String id(Caller caller) {
    return "caller-" + HexFormat.of().toHexDigits(caller.key());
  }

  private static List<String> ids(Attribution attribution) {
    return attribution.integrations().stream().map(Integration::id).toList();
  }

  private void work(Caller by, String[] what, int day) {
    work(by, what, day, 90);
  }

  private void work(Caller by, String[] what, int day, int many) {
    for (int i = 0; i < many; i++) {
      String call = what[random.nextInt(what.length)];
      calls.call(day * DAY + random.nextDouble() * DAY, by, call);
    }
  }
}
