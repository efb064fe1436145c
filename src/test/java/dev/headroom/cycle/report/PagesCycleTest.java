package dev.headroom.cycle.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Note;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.org.OrgId;
import dev.headroom.org.PersonalData;
import dev.headroom.org.Tenant;
import dev.headroom.org.dynamodb.FleetVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagesCycleTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"]*)\"");
  private static final List<String> ORGS =
      Stream.of("acme", "globex")
          .flatMap(t -> IntStream.range(0, 6).mapToObj(i -> t + "-" + i))
          .toList();
  private static final int PER_ORG = 3;
  private static final int PER_FOLDER = 4;

  private final FilesWorld world = new FilesWorld(ORGS);

  @Test
  void theFirstTickWritesEveryPage() {
    PagesCycle.Report report = world.tick("1");

    assertThat(report)
        .isEqualTo(
            new PagesCycle.Report(ORGS.size(), ORGS.size() * PER_ORG + 3 * PER_FOLDER, 0, 0, null));
    assertThat(world.files)
        .hasSize(report.written())
        .containsKeys(
            "index.html",
            "alerts.html",
            "assets/app.css",
            "tenants/acme/index.html",
            "tenants/acme/orgs/acme-0.html",
            "tenants/globex/orgs/globex-5/runbook.html",
            "tenants/globex/orgs/globex-5/runbook.md");
    assertThat(world.written.getLast()).isEqualTo("index.html");
  }

  @Test
  void linksAreRelativeAndLeadToFilesAndNothingElseIsAskedFor() {
    world.tick("1");

    for (Map.Entry<String, String> file : world.files.entrySet()) {
      if (!file.getKey().endsWith(".html")) {
        continue;
      }
      assertThat(file.getValue())
          .as(file.getKey())
          .doesNotContain(
              "<script",
              "<form",
              "<button",
              "url(",
              "@import",
              "data-refresh",
              "ago\"",
              "Start here",
              ">Tenants<");
      var links = LINK.matcher(file.getValue());
      int found = 0;
      while (links.find()) {
        String link = links.group(1);
        found++;
        if (!link.startsWith("#")) {
          assertThat(link).as(file.getKey()).doesNotStartWith("/").doesNotContain(":", "?");
          String path = link.replaceFirst("#.*", "");
          assertThat(world.files)
              .as(file.getKey() + " to " + link)
              .containsKey(
                  java.net.URI.create("/" + file.getKey()).resolve(path).getPath().substring(1));
        }
      }
      assertThat(found).as(file.getKey()).isGreaterThan(3);
    }
    assertThat(world.files.get("index.html"))
        .contains("href=\"tenants/acme/orgs/acme-3.html\"", "href=\"alerts.html\"");
    assertThat(world.files.get("tenants/acme/orgs/acme-0.html"))
        .contains("href=\"acme-0/runbook.html\"", "href=\"../index.html\"", "class=\"past\"");
  }

  @Test
  void aTenantsFolderShowsNothingOfAnother() {
    world.tick("1");

    world.files.forEach(
        (name, text) -> {
          if (name.startsWith("tenants/acme/") && !name.endsWith(".css")) {
            assertThat(text).as(name).doesNotContain("globex");
          }
        });
    assertThat(world.files.get("index.html")).contains("globex-1", "acme-1");
  }

  @Test
  void whatDidNotChangeCostsNoWrite() {
    world.tick("1");
    assertThat(world.tick("1")).isEqualTo(new PagesCycle.Report(0, 0, 0, 0, null));

    int made = 0;
    for (int hour = 1; hour <= 24; hour++) {
      world.now = world.now.plus(Duration.ofHours(1));
      PagesCycle.Report report = world.tick("1");
      made += report.orgs();
      assertThat(world.written).contains("index.html");
      assertThat(world.written)
          .allMatch(name -> !name.startsWith("assets") && !name.contains("/assets/"));
    }
    assertThat(made).isEqualTo(ORGS.size());
  }

  @Test
  void aNoteChangesTheRunbookOfItsOrgAndNoOther() {
    world.tick("1");
    world.notes.add(
        new Note(
            "20261125T100000Z-0123456789ab",
            new OrgId("acme-1"),
            world.now,
            "Ann",
            "the ERP ran twice",
            null));

    assertThat(world.tick("1").orgs()).isEqualTo(1);
    assertThat(world.written)
        .containsExactly(
            "tenants/acme/orgs/acme-1/runbook.html", "tenants/acme/orgs/acme-1/runbook.md");
    assertThat(world.files.get("tenants/acme/orgs/acme-1/runbook.md"))
        .contains("the ERP ran twice");
  }

  @Test
  void whatATenantIsShownOfUsersChangesItsPagesAndNoOthers() {
    world.tick("1");
    apply(
        before ->
            before.withOrgs(
                before.tenants().stream()
                    .map(
                        t ->
                            t.id().equals("acme")
                                ? new Tenant(t.id(), t.name(), PersonalData.NONE)
                                : t)
                    .toList(),
                before.orgs()));
    world.now = world.now.plusSeconds(5);

    assertThat(world.tick("1").orgs()).isEqualTo(ORGS.size() / 2);
    assertThat(world.written)
        .contains("tenants/acme/orgs/acme-1.html", "tenants/acme/orgs/acme-1/runbook.html")
        .noneMatch(name -> name.startsWith("tenants/globex/"));
    assertThat(world.files.get("tenants/acme/orgs/acme-1.html"))
        .contains("Names of users are not shown here");
    assertThat(world.files.get("tenants/globex/orgs/globex-1.html"))
        .doesNotContain("Names of users are not shown here");
  }

  @Test
  void anAlertChangesThePageOfItsOrgAndTheIndexesAndWaitsWithTheRunbookForTheDay() {
    world.tick("1");
    world.open("acme-1");
    world.now = world.now.plusSeconds(5);

    assertThat(world.tick("1").orgs()).isEqualTo(1);
    assertThat(world.written)
        .contains("tenants/acme/orgs/acme-1.html", "tenants/acme/alerts.html", "alerts.html")
        .doesNotContain("tenants/globex/alerts.html")
        .allMatch(name -> !name.contains("runbook"));
    assertThat(world.files.get("tenants/acme/alerts.html")).contains("orgs/acme-1.html");
  }

  @Test
  void aBucketThatRefusesKeepsTheIndexOfBeforeAndIsAskedAFewTimesOnly() {
    world.refused = name -> true;
    PagesCycle.Report report = world.tick("1");

    assertThat(report.written()).isZero();
    assertThat(report.refused()).isBetween(PagesCycle.MAX_REFUSALS, PagesCycle.MAX_REFUSALS + 3);
    assertThat(report.problem()).contains("403 AccessDenied");
    assertThat(world.files).isEmpty();

    world.refused = Predicate.isEqual("tenants/acme/orgs/acme-2/runbook.md");
    PagesCycle.Report mended = world.tick("1");
    assertThat(mended.refused()).isEqualTo(1);
    assertThat(mended.problem()).contains("acme-2/runbook.md");
    assertThat(world.files)
        .containsKeys("tenants/globex/index.html", "tenants/acme/orgs/acme-3.html")
        .doesNotContainKeys("index.html", "tenants/acme/index.html");

    world.refused = name -> false;
    PagesCycle.Report last = world.tick("1");
    assertThat(last.orgs()).isEqualTo(1);
    assertThat(world.files).containsKeys("index.html", "tenants/acme/index.html");
    assertThat(world.tick("1").written()).isZero();
  }

  @Test
  void whatLeftTheFleetIsNotShownAnyMore() {
    world.tick("1");
    apply(
        before ->
            before.withOrgs(
                before.tenants(),
                before.orgs().stream().filter(org -> !org.id().value().equals("acme-4")).toList()));
    world.now = world.now.plusSeconds(5);
    world.tick("1");

    assertThat(world.files.get("tenants/acme/orgs/acme-4.html")).doesNotContain("acme-4");
    assertThat(world.files.get("tenants/acme/orgs/acme-4/runbook.md")).doesNotContain("acme-4");
    assertThat(world.files.get("tenants/acme/index.html")).doesNotContain("acme-4");
    assertThat(world.tick("1").written()).isZero();
  }

  @Test
  void anotherReleaseMakesEveryPageAndWritesThoseThatDiffer() {
    world.tick("1");

    PagesCycle.Report report = world.tick("2");
    assertThat(report.orgs()).isEqualTo(ORGS.size());
    assertThat(report.written()).isZero();
  }

  @Test
  void afterAMonthEverythingIsWrittenOnceMore() {
    int all = world.tick("1").written();
    world.now = world.now.plus(Duration.ofDays(PagesCycle.REWRITTEN_AFTER_DAYS));

    assertThat(world.tick("1").written()).isEqualTo(all);
  }

  private void apply(UnaryOperator<Fleet> change) {
    FleetVersion version =
        new FleetVersion(world.database.client(), world.database.tables(), InstantSource.system());
    DynamoDbFleetStore store =
        new DynamoDbFleetStore(
            world.database.client(), world.database.tables(), version, new ObjectMapper());
    Fleet before = store.load();
    Fleet wanted = change.apply(before);
    store.apply(
        wanted,
        new AuditEntry("test", world.now, "0", FleetDiff.between(before, wanted), List.of()));
  }
}
