package dev.headroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.cycle.watch.dynamodb.DynamoDbNewestReading;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantScope;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.report.Query;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.Templates;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the pages of a console read, for a fleet of {@code -Dconsole.orgs} orgs with 94 limits each,
 * of which one in twenty has an alert.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleUnitsIT {
  private static final int ORGS = Integer.getInteger("console.orgs", 150);
  private static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant NOW = SLOT.plusSeconds(60);
  private static final Site SITE = new Site(NOW, NOW, null, null, "1");
  private static final TenantScope ALL = TenantScope.all();

  private final TestDynamoDb database = TestDynamoDb.create();
  private final MeteredDynamoDb metered = new MeteredDynamoDb(database.client());
  private Instant time = NOW;
  private Pages pages;

  @BeforeAll
  void fill() {
    ObjectMapper json = new ObjectMapper();
    FleetVersion version =
        new FleetVersion(database.client(), database.tables(), InstantSource.system());
    List<Org> orgs = new ArrayList<>();
    for (int i = 0; i < ORGS; i++) {
      orgs.add(org("org-%04d".formatted(i)));
    }
    Fleet wanted =
        new Fleet(List.of(new Tenant("acme", "Acme")), orgs, List.of(), List.of(), List.of());
    new DynamoDbFleetStore(database.client(), database.tables(), version, json)
        .apply(
            wanted,
            new AuditEntry("test", NOW, "0", FleetDiff.between(Fleet.EMPTY, wanted), List.of()));
    DynamoDbAlertStates states =
        new DynamoDbAlertStates(
            database.client(),
            database.tables(),
            new DynamoDbNameDictionary(database.client(), database.tables()),
            json,
            () -> NOW);
    for (int i = 0; i < ORGS; i++) {
      commit(states, orgs.get(i).id(), i);
    }
    new DynamoDbNewestReading(database.client(), database.tables()).remember(SLOT);
    Stack stack = Stack.over("prod", metered.client(), database.tables(), () -> time);
    pages = new Pages(stack.views(), new Templates());
  }

  private static Org org(String id) {
    return new Org(
        new OrgId(id),
        "acme",
        URI.create("https://" + id + ".my.salesforce.com"),
        new Credentials.ClientCredentials("client", new SecretRef(SecretRef.Scheme.ENV, "SECRET")),
        Duration.ofMinutes(5),
        null,
        Map.of("env", "prod"));
  }

  private static void commit(DynamoDbAlertStates states, OrgId org, int i) {
    SortedMap<LimitName, Known> known = new TreeMap<>();
    for (int n = 0; n < 94; n++) {
      known.put(
          new LimitName("Limit%02d".formatted(n)),
          new Known(Reading.ofUsed((i * 31L + n * 7L) % 700, 1_000), true));
    }
    LimitName calls = new LimitName("Limit00");
    List<Transition> transitions = new ArrayList<>();
    if (i % 20 == 0) {
      transitions.add(
          new Transition.Opened(
              AlertKey.usage(org, calls),
              new Episode(SLOT, Severity.ATTENTION, Reason.THRESHOLD, SLOT, null),
              Evidence.Use.of(SLOT, Reading.ofUsed(650, 1_000))));
    }
    OrgState read =
        new OrgState(org, 0, SLOT, SLOT, known, Map.of(), null).with(transitions, SLOT).indexed();
    assertThat(states.commit(read, transitions)).isEqualTo(AlertStates.CommitResult.COMMITTED);
  }

  private double units(Runnable page) {
    metered.reset();
    page.run();
    assertThat(metered.writeUnits()).isZero();
    return metered.readUnits();
  }

  private void fleet() {
    Html page = pages.fleet(ALL, Query.none("/"), SITE);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("org-0000", "org-%04d".formatted(ORGS - 1), "attention");
  }

  @Test
  void theFleetPageReadsTheIndex() {
    long start = System.nanoTime();
    double first = units(this::fleet);
    long later = System.nanoTime();
    time = time.plusSeconds(60);
    double second = units(this::fleet);
    long end = System.nanoTime();
    System.out.printf(
        "console: %d orgs, first fleet page %.1f read units, %d ms; later %.1f read units, %d ms:"
            + " %s%n",
        ORGS,
        first,
        (later - start) / 1_000_000,
        second,
        (end - later) / 1_000_000,
        metered.summary());

    assertThat(second).isLessThanOrEqualTo(60.0 * ORGS / 1_000 + 8);
  }

  @Test
  void anotherPageSoonAfterReadsLittle() {
    fleet();

    assertThat(units(this::fleet)).isLessThanOrEqualTo(60.0 * ORGS / 1_000 + 8);
    assertThat(units(() -> pages.alerts(ALL, Query.none("/alerts"), SITE)))
        .isLessThanOrEqualTo(10 + 2.0 * ORGS / 20);
    assertThat(units(() -> pages.org(ALL, "org-0001", Query.none("/orgs/org-0001"), SITE)))
        .isLessThanOrEqualTo(30);
  }
}
