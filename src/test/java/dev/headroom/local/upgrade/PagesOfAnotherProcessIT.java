package dev.headroom.local.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.forecast.dynamodb.DynamoDbForecasts;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.notify.dynamodb.DynamoDbDeliveries;
import dev.headroom.notify.dynamodb.DynamoDbOutbox;
import dev.headroom.notify.dynamodb.DynamoDbTargetHealth;
import dev.headroom.org.Org;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.org.dynamodb.DynamoDbOrgDirectory;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.report.Query;
import dev.headroom.report.StoredCommits;
import dev.headroom.report.StoredViews;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.Templates;
import dev.headroom.usage.InMemoryUsageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of a data folder that another process filled: the first release, which is gone. Nothing of
 * this one polls, and there is neither HTTP nor Quarkus.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesOfAnotherProcessIT {
  private static final Instant NOW = UpgradedProfile.stoppedAt().plus(Duration.ofMinutes(2));
  private static final Site SITE = new Site(NOW, NOW, null, null, "1");
  private static final TenantScope ALL = TenantScope.all();

  private EmbeddedDynamoDb db;
  private DynamoDbOrgDirectory directory;
  private BacktestCycle backtests;
  private WhatIfCycle whatIfs;
  private Pages pages;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    Path data = folder.resolve("data");
    UpgradedProfile.World.unpack(data);
    db = EmbeddedDynamoDb.inFolder(data);
    ObjectMapper json = new ObjectMapper();
    InstantSource clock = InstantSource.fixed(NOW);
    var dictionary = new DynamoDbNameDictionary(db.client(), Tables.DEFAULT);
    var version = new FleetVersion(db.client(), Tables.DEFAULT, InstantSource.system());
    var catalogue = new CsvLimitCatalogue();
    var fleet = new DynamoDbFleetStore(db.client(), Tables.DEFAULT, version, json);
    var states = new DynamoDbAlertStates(db.client(), Tables.DEFAULT, dictionary, json, clock);
    var history =
        new WholeHistory(
            new DynamoDbUsageHistory(
                db.client(), Tables.DEFAULT, dictionary, clock, Duration.ofDays(400)),
            new WholeHistory.Waiting(new WaitingSamples(states)::of, dictionary),
            clock,
            Duration.ofDays(400));
    directory = new DynamoDbOrgDirectory(db.client(), Tables.DEFAULT, version, json);
    backtests =
        new BacktestCycle(
            directory,
            fleet,
            history,
            states,
            catalogue,
            text -> new Manifest.Invalid(List.of()),
            clock);
    whatIfs =
        new WhatIfCycle(directory, history, states, new InMemoryUsageStore(), catalogue, clock);
    pages =
        new Pages(
            new StoredViews(
                new StoredViews.Ports(
                    directory,
                    new StoredCommits(states, states),
                    fleet,
                    catalogue,
                    new RolledHistory(history, new InMemoryRollups()),
                    new DynamoDbForecasts(db.client(), Tables.DEFAULT, dictionary),
                    new DynamoDbTargetHealth(db.client(), Tables.DEFAULT),
                    new DynamoDbDeliveries(db.client(), Tables.DEFAULT),
                    new DynamoDbOutbox(db.client(), Tables.DEFAULT, json),
                    Duration.ZERO,
                    clock)),
            new Templates());
  }

  @AfterAll
  void close() {
    db.close();
  }

  @Test
  void everyPageIsRendered() {
    every(ALL)
        .forEach(
            (path, page) -> {
              assertThat(page.status()).as(path).isEqualTo(200);
              assertThat(page.text()).as(path).contains("</html>").doesNotContain("{page.");
            });
  }

  @Test
  void whatIsStoredIsOnThem() {
    Map<String, Html> every = every(ALL);

    assertThat(every.get("/").text())
        .contains("acme-prod", "exhausted", "globex-lost", "not reporting");
    assertThat(every.get("/orgs/globex-dark").text()).contains("Not reporting");
    assertThat(every.get("/alerts").text()).contains("Überweisungen");
    assertThat(every.get("/alerts?state=all").text()).contains("resolved");
    assertThat(every.get("/targets").text()).contains("parked", "disabled", "no_service");
    assertThat(every.get("/orgs/acme-prod/numbers").text())
        .containsPattern("<td[^>]* class=\"num\"");
  }

  @Test
  void theForecastIsKnownWithoutAPoll() {
    Query calls = Query.of("/orgs/acme-erp", "limit=DailyApiRequests");

    assertThat(pages.org(ALL, "acme-erp", calls, SITE).text())
        .containsPattern("(ikely|ould run) out around <time datetime=.* UTC</time> \\(")
        .contains("12 hours");
  }

  @Test
  void aTenantFindsNothingOfAnother() {
    TenantScope acme = TenantScope.of(new TenantId("acme"));

    every(acme).forEach((path, page) -> assertThat(page.text()).as(path).doesNotContain("globex"));
    assertThat(pages.org(acme, "globex-dark", Query.none("/orgs/globex-dark"), SITE))
        .isEqualTo(
            new Html(404, pages.org(acme, "nobody", Query.none("/orgs/nobody"), SITE).text()));
  }

  @Test
  void anInvalidQueryIsReportedOnThePage() {
    for (String raw : List.of("state=some", "state=%zz", "states=all", "state=all&state=all")) {
      Html page = pages.alerts(ALL, Query.of("/alerts", raw), SITE);
      assertThat(page.status()).as(raw).isEqualTo(400);
      assertThat(page.text()).contains("This address is not valid", "href=\"/alerts\"");
    }
  }

  private Map<String, Html> every(TenantScope scope) {
    Map<String, Html> every = new TreeMap<>();
    every.put("/", pages.fleet(scope, Query.none("/"), SITE));
    every.put("/alerts", pages.alerts(scope, Query.none("/alerts"), SITE));
    every.put("/alerts?state=all", pages.alerts(scope, Query.of("/alerts", "state=all"), SITE));
    every.put("/targets", pages.targets(scope, Query.none("/targets"), SITE));
    every.put("/frame", pages.frame(scope, Query.none("/frame"), SITE));
    for (Org org : directory.all().stream().filter(scope::sees).toList()) {
      String id = org.id().value();
      String path = "/orgs/" + id;
      every.put(path, pages.org(scope, id, Query.none(path), SITE));
      if (id.equals("globex-lost")) {
        continue; // no limit of it was ever read
      }
      every.put(path + "/numbers", pages.numbers(scope, id, Query.none(path + "/numbers"), SITE));
      every.put(
          path + "/backtest",
          pages.backtest(
              scope,
              id,
              Query.none(path + "/backtest"),
              SITE,
              question -> backtests.run(scope, id, question, BacktestCycle.LONGEST, () -> true)));
      every.put(
          path + "/what-if",
          pages.whatIf(
              scope,
              id,
              Query.of(path + "/what-if", "limit=DailyApiRequests&calls=1000"),
              SITE,
              question -> whatIfs.run(scope, id, question)));
    }
    return every;
  }
}
