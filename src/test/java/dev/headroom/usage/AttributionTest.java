package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionTest {
  private static final double DAY = 86_400_000;
  private static final String[] SALES = {
    "GET REST /query Lead 200", "POST REST /sobjects/Lead Lead 201", "POST REST /search Lead 200"
  };
  private static final String[] STOCK = {
    "GET REST /query Product2 200",
    "PATCH REST /sobjects/Order__c/Ext__c/17 Order__c 204",
    "GET REST /query Account 200"
  };

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
  void twoProgramsOfOneUserAreDistinguishedByAddressAndActivity() {
    Caller one = LogOfCalls.caller("", "005u", "198.18.0.7", "62.0");
    Caller other = LogOfCalls.caller("", "005u", "198.18.9.9", "62.0");
    work(one, SALES, 0, 6, 80);
    work(other, STOCK, 0, 6, 80);
    Map<Caller, String> by = calls.integrations();
    assertThat(by.get(one)).isNotEqualTo(by.get(other));
  }

  @Test
  void hostsOfOnePoolAreOneProgram() {
    Caller one = LogOfCalls.caller("jsforce", "005u", "198.18.0.7", "62.0");
    Caller other = LogOfCalls.caller("jsforce", "005u", "198.19.9.9", "62.0");
    work(one, SALES, 0, 6, 80);
    work(other, SALES, 0, 6, 80);
    Map<Caller, String> by = calls.integrations();
    assertThat(by.get(one)).isEqualTo(by.get(other));
  }

  @Test
  void twoFlowsOfOneMiddlewareOnNeighbouringHostsAreTwoPrograms() {
    Caller one = LogOfCalls.caller("flows/1.0", "005u", "198.18.0.7", "62.0");
    Caller other = LogOfCalls.caller("flows/1.0", "005u", "198.18.0.8", "62.0");
    work(one, SALES, 0, 6, 80);
    work(other, STOCK, 0, 6, 80);
    Map<Caller, String> by = calls.integrations();
    assertThat(by.get(one)).isNotEqualTo(by.get(other));
  }

  @Test
  void anUnknownLibraryDoesNotMergePrograms() {
    Caller one = LogOfCalls.caller("newlib/1.0", "005u", "198.18.0.7", "62.0");
    Caller other = LogOfCalls.caller("newlib/1.0", "005v", "198.19.0.8", "58.0");
    work(one, SALES, 0, 2, 200);
    work(other, STOCK, 2, 4, 200);
    Map<Caller, String> by = calls.integrations();
    assertThat(by.get(one)).isNotEqualTo(by.get(other));
  }

  @Test
  void anAppThatIsRegisteredAnewIsTheSame() {
    Caller one = LogOfCalls.app("0H4a", "Mail Companion", "005u", "198.18.0.7");
    Caller other = LogOfCalls.app("0H4b", "Mail Companion", "005v", "198.19.0.7");
    work(one, SALES, 0, 3, 60);
    work(other, SALES, 3, 6, 60);
    Map<Caller, String> by = calls.integrations();
    assertThat(by.get(one)).isEqualTo(by.get(other)).isEqualTo("app-0H4a");
  }

  @Test
  void aMoveThatChangesAddressVersionAndClientIsNotANewIntegration() {
    Caller before = LogOfCalls.caller("", "005u", "198.18.0.7", "58.0");
    Caller after = LogOfCalls.caller("svc-connector", "005u", "203.0.113.7", "65.0");
    work(before, SALES, 0, 4, 90);
    work(after, SALES, 4, 8, 90);
    Map<Caller, String> by = calls.integrations();
    assertThat(by.get(before)).isEqualTo(by.get(after));
  }

  @Test
  void whatStopsAndWhatBeginsAreTwoIfTheyDoOtherThings() {
    Caller before = LogOfCalls.caller("", "005u", "198.18.0.7", "58.0");
    Caller after = LogOfCalls.caller("", "005u", "203.0.113.7", "65.0");
    work(before, SALES, 0, 4, 90);
    work(after, STOCK, 4, 8, 90);
    Map<Caller, String> by = calls.integrations();
    assertThat(by.get(before)).isNotEqualTo(by.get(after));
  }

  @Test
  void aPlugInOfManyPeopleIsOneProgramAlsoWithoutAName() {
    for (int i = 0; i < 12; i++) {
      Caller person = LogOfCalls.caller("", "005p" + i, "198." + i + ".0.7", "60.0");
      work(person, SALES, 0, 5, 6);
    }
    Caller program = LogOfCalls.caller("", "005p1", "203.0.113.7", "60.0");
    work(program, STOCK, 0, 5, 120);
    Map<Caller, String> by = calls.integrations();
    assertThat(new HashSet<>(by.values())).hasSize(2);
  }

  @Test
  void theManifestBeatsWhatIsGuessed() {
    Caller one = LogOfCalls.caller("flows/1.0", "005u", "198.18.0.7", "62.0");
    Caller other = LogOfCalls.caller("flows/1.0", "005u", "198.18.0.8", "62.0");
    work(one, SALES, 0, 6, 80);
    work(other, SALES, 0, 6, 80);
    Map<Caller, String> by =
        calls.integrations(
            new NamedIntegration("erp", "ERP sync", c -> c.address().equals("198.18.0.8")));
    assertThat(by.get(other)).isEqualTo("erp");
    assertThat(by.get(one)).isEqualTo("client-flows/#");
  }

  @Test
  void anIdStaysAsDaysAreAdded() {
    Caller one = LogOfCalls.caller("jsforce", "005u", "198.18.0.7", "62.0");
    work(one, SALES, 0, 2, 80);
    String id = calls.integrations().get(one);
    work(LogOfCalls.caller("jsforce", "005u", "198.18.0.9", "62.0"), SALES, 2, 8, 300);
    assertThat(calls.integrations().get(one)).isEqualTo(id);
  }

  @Test
  void anUnnamedIntegrationComesWithLinesToPaste() {
    work(LogOfCalls.caller("acme's flows/1.0", "005u", "198.18.0.7", "62.0"), SALES, 0, 6, 80);
    work(LogOfCalls.caller("acme's flows/1.1", "005u", "198.18.0.7", "62.0"), SALES, 3, 6, 80);
    Attribution attribution = calls.attribution();
    assertThat(attribution.integrations()).hasSize(1);
    Proposal proposal = Proposal.of(attribution.integrations().getFirst(), calls.log);
    assertThat(proposal.groups()).isEqualTo(2);
    assertThat(proposal.lines())
        .isEqualTo(
            "- {id: acme-s-flows, name: 'acme''s flows', match: {clients: ['acme''s flows/*']}}");
  }

  /** Calls at chance times of the days from one to before another. */
  private void work(Caller by, String[] what, int from, int to, int aDay) {
    for (int day = from; day < to; day++) {
      for (int i = 0; i < aDay; i++) {
        String call = what[random.nextInt(what.length)];
        calls.call(day * DAY + random.nextDouble() * DAY, by, call);
      }
    }
  }
}
