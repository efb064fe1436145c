package dev.headroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.Query;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.Templates;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages of a console read, for a fleet of {@code -Dconsole.orgs} orgs with 94 limits each,
 * of which one in twenty has an alert: for all of it, and for one of its tenants, which has nine
 * orgs of ten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleUnitsIT {
  private static final int ORGS = Integer.getInteger("console.orgs", 150);
  private static final Instant NOW = StoredFleet.NOW;
  private static final int LATER = Integer.getInteger("console.later", 2);
  private static final Site SITE = new Site(NOW, NOW, null, null, "1");
  private static final TenantScope ALL = TenantScope.all();
  private static final TenantScope ACME = TenantScope.of(new TenantId("acme"));

  private final TestDynamoDb database = TestDynamoDb.create();
  private final MeteredDynamoDb metered = new MeteredDynamoDb(database.client());
  private Instant time = NOW;
  private Pages pages;

  @BeforeAll
  void fill() {
    StoredFleet.fill(
        database,
        IntStream.range(0, ORGS).mapToObj("org-%04d"::formatted).toList(),
        id -> id.endsWith("7") ? "globex" : "acme");
  }

  @BeforeEach
  void start() {
    Stack stack = Stack.over("prod", metered.client(), database.tables(), () -> time);
    pages = new Pages(stack.views(), new Templates());
  }

  static List<TenantScope> scopes() {
    return List.of(ALL, ACME);
  }

  private double units(Runnable page) {
    metered.reset();
    page.run();
    assertThat(metered.writeUnits()).isZero();
    return metered.readUnits();
  }

  /** Processor time of this process, whose tables are in it. */
  private static long busy() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void fleet(TenantScope scope) {
    Html page = pages.fleet(scope, Query.none("/"), SITE);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("org-0000", "org-%04d".formatted(ORGS - 1), "attention");
    assertThat(page.text().contains("org-0007")).isEqualTo(scope.seesFleet());
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void theFleetPageReadsTheIndex(TenantScope scope) {
    long start = System.nanoTime();
    double first = units(() -> fleet(scope));
    long later = System.nanoTime();
    time = time.plusSeconds(60);
    double second = units(() -> fleet(scope));
    long end = System.nanoTime();
    long[] took = new long[LATER];
    long busy = busy();
    for (int i = 0; i < LATER; i++) {
      time = time.plusSeconds(60);
      long began = System.nanoTime();
      fleet(scope);
      took[i] = System.nanoTime() - began;
    }
    Arrays.sort(took);
    System.out.printf(
        "console: %d later pages, median %d ms, %d ms of processor time each, tables and all%n",
        LATER, took[LATER / 2] / 1_000_000, (busy() - busy) / LATER / 1_000_000);
    System.out.printf(
        "console: %d orgs, %s: first fleet page %.1f read units, %d ms; later %.1f read units, %d"
            + " ms: %s%n",
        ORGS,
        scope,
        first,
        (later - start) / 1_000_000,
        second,
        (end - later) / 1_000_000,
        metered.summary());

    assertThat(second).isLessThanOrEqualTo(60.0 * ORGS / 1_000 + 8);
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void anotherPageSoonAfterReadsLittle(TenantScope scope) {
    fleet(scope);

    assertThat(units(() -> fleet(scope))).isLessThanOrEqualTo(60.0 * ORGS / 1_000 + 8);
    assertThat(units(() -> pages.alerts(scope, Query.none("/alerts"), SITE)))
        .isLessThanOrEqualTo(10 + 2.0 * ORGS / 20);
    assertThat(units(() -> pages.org(scope, "org-0001", Query.none("/orgs/org-0001"), SITE)))
        .isLessThanOrEqualTo(30);
  }
}
