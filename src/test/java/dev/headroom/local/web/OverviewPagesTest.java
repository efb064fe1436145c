package dev.headroom.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of tenants, and the way of a newcomer. */
@QuarkusTest
@TestProfile(WebProfile.class)
class OverviewPagesTest {
  private static final Pattern LINK = Pattern.compile("<li><a href=\"([^\"]+)\"");

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void theFleetPageLeadsToTheStart() {
    assertThat(get("/").asString()).contains("href=\"/start\"").contains("href=\"/tenants\"");
  }

  @Test
  void theStartShowsAllFourJobsAndEachOfItsLinksLeadsToAPage() {
    String page = get("/start").asString();
    assertThat(page)
        .contains(
            "1. Know the allocation",
            "2. Keep access narrow",
            "3. Watch consumption",
            "4. Design within the limits");
    String main = page.substring(page.indexOf("<main"), page.indexOf("</main>"));
    List<String> links =
        LINK.matcher(main).results().map((MatchResult m) -> m.group(1)).distinct().toList();
    assertThat(links)
        .contains("/tenants", "/access", "/", "/alerts", "/savings")
        .anyMatch(link -> link.endsWith("/runbook"))
        .anyMatch(link -> link.endsWith("/lock-out"))
        .anyMatch(link -> link.endsWith("/what-if"));
    for (String link : links) {
      assertThat(get(link).statusCode()).as(link).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotThereYetSaysWhenItWillBe() {
    assertThat(get("/start").asString())
        .contains(" Each is once a day, at an hour of its own.")
        .contains("No event log file has been read yet. They are looked for every hour;");
  }

  @Test
  void tenantsAreSummedUpAndWhatIsUnknownIsInNoSum() {
    JsonPath tenants = get("/api/tenants").jsonPath();
    JsonPath orgs = get("/api/allocations").jsonPath();
    List<String> ids = tenants.getList("tenant");
    assertThat(ids).isNotEmpty();
    double shares = 0;
    for (String id : ids) {
      String one = "find { it.tenant == '" + id + "' }.";
      List<Number> known =
          orgs.<Number>getList("orgs.findAll { it.tenant == '" + id + "' }.allocation").stream()
              .filter(Objects::nonNull)
              .toList();
      assertThat(tenants.getLong(one + "allocation"))
          .isEqualTo(known.stream().mapToLong(Number::longValue).sum());
      assertThat(tenants.getInt(one + "unknown"))
          .isEqualTo(tenants.getInt(one + "orgs") - known.size());
      assertThat(tenants.getLong(one + "readingsPerDay")).isPositive();
      shares += tenants.getDouble(one + "sharePercent");
    }
    assertThat(shares).isBetween(99.0, 101.0);

    String page = get("/tenants").asString();
    assertThat(page).contains("API calls used in 24 hours").contains("Share of cost");
    assertThat(page).containsPattern("[0-9,]+ \\([0-9.]+ %\\)").doesNotContain("% %");
    ids.forEach(id -> assertThat(page).contains("href=\"/?tenant=" + id + "\""));
  }

  @Test
  void aParameterThatThePagesDoNotHaveIsRefused() {
    for (String path : List.of("/start?x=1", "/tenants?x=1", "/api/tenants?x=1")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(400);
    }
  }

  private static Response get(String path) {
    return RestAssured.given().port(TestPorts.pages()).get(path);
  }
}
