package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a limit is judged by, on the org's page and by the API, with and without an override. */
@QuarkusTest
@TestProfile(WebProfile.class)
class OverridesTest {
  private static final String EXPLAIN = "/api/orgs/acme-prod/explain?limit=DailyApiRequests";
  private static final String PAGE = "/orgs/acme-prod?limit=DailyApiRequests";

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void anOverrideIsOrderedExplainedShownAndRemoved() {
    assertThat(get(EXPLAIN).jsonPath().getString("explain.settings[0].origin"))
        .isEqualTo("default");
    assertThat(get(PAGE).asString())
        .contains("What Daily API requests is judged by")
        .contains("The defaults apply: there is no policy.");

    JsonPath made =
        to().contentType(ContentType.JSON)
            .body(
                """
                {"match": {"orgs": ["acme-prod"], "limits": ["Daily*"]}, "attention": {"used": 12000},
                 "until": "2026-11-30T08:00:00Z", "reason": "a backfill", "by": "Ann"}
                """)
            .post("/api/overrides")
            .jsonPath();
    String id = made.getString("override.id");
    assertThat(made.getLong("override.attention.used")).isEqualTo(12_000);

    JsonPath explained = get(EXPLAIN).jsonPath();
    assertThat(explained.getString("explain.settings[0].name")).isEqualTo("attention");
    assertThat(explained.getString("explain.settings[0].value")).isEqualTo("12,000 used");
    assertThat(explained.getString("explain.settings[0].origin")).isEqualTo("override");
    assertThat(explained.getString("explain.override.id")).isEqualTo(id);
    assertThat(get(PAGE).asString()).contains("Overridden by Ann until", "a backfill");
    assertThat(get("/api/overrides").jsonPath().getList("overrides.id")).isEqualTo(List.of(id));

    assertThat(to().delete("/api/overrides/" + id).statusCode()).isEqualTo(200);
    assertThat(to().delete("/api/overrides/" + id).statusCode()).isEqualTo(404);
    assertThat(get("/api/overrides").jsonPath().getList("overrides")).isEmpty();
    assertThat(fleet.audited().getLast().changes().getFirst().toString()).contains("a backfill");
  }

  @Test
  void whatIsWrongIsNamed() {
    Response wrong =
        to().contentType(ContentType.JSON).body("{\"match\": {}}").post("/api/overrides");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.jsonPath().getList("violations.path", String.class))
        .contains("reason", "by", "until");
    assertThat(get("/api/orgs/acme-prod/explain").statusCode()).isEqualTo(400);
    assertThat(get("/api/orgs/nobody/explain?limit=X").statusCode()).isEqualTo(404);
    assertThat(
            get("/api/orgs/acme-prod/explain?limit=NoSuchLimit")
                .jsonPath()
                .getList("explain.levels"))
        .isEmpty();
  }

  private static Response get(String path) {
    return to().get(path);
  }

  private static RequestSpecification to() {
    return given().port(TestPorts.pages());
  }
}
