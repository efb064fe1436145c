package dev.headroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.TenantScope;
import dev.headroom.report.Query;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.Templates;
import java.time.Instant;
import java.util.stream.IntStream;
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
  private static final Instant NOW = StoredFleet.NOW;
  private static final Site SITE = new Site(NOW, NOW, null, null, "1");
  private static final TenantScope ALL = TenantScope.all();

  private final TestDynamoDb database = TestDynamoDb.create();
  private final MeteredDynamoDb metered = new MeteredDynamoDb(database.client());
  private Instant time = NOW;
  private Pages pages;

  @BeforeAll
  void fill() {
    StoredFleet.fill(database, IntStream.range(0, ORGS).mapToObj("org-%04d"::formatted).toList());
    Stack stack = Stack.over("prod", metered.client(), database.tables(), () -> time);
    pages = new Pages(stack.views(), new Templates());
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
