package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where real orgs are watched there is no inbox, and nothing leads to one. */
@QuarkusTest
@TestProfile(WithManifestTest.Profile.class)
class WithManifestTest {
  /** As {@link WebProfile}, with a manifest. */
  public static class Profile extends WebProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> keys = new HashMap<>(super.getConfigOverrides());
      keys.put("headroom.fleet", "fleet.yaml");
      return keys;
    }
  }

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void noMessageIsAccepted() {
    for (String name : new String[] {"webhook", "pagerduty", "slack"}) {
      Response answer =
          given()
              .port(TestPorts.pages())
              .contentType(ContentType.JSON)
              .body("{\"text\": \"hello\"}")
              .post("/inbox/" + name);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.jsonPath().getString("problem")).startsWith("There is no inbox");
    }
  }

  @Test
  void theInboxIs404() {
    Response page = given().port(TestPorts.pages()).get("/inbox");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.contentType()).startsWith("text/html");
    assertThat(page.asString()).contains("There is no inbox");
    Response api = given().port(TestPorts.pages()).get("/api/inbox");
    assertThat(api.statusCode()).isEqualTo(404);
    assertThat(api.jsonPath().getString("problem")).startsWith("There is no inbox");
  }

  @Test
  void noPageLinksToTheInbox() {
    for (String path :
        new String[] {"/", "/alerts", "/alerts?state=all", "/orgs/acme-prod", "/targets"}) {
      assertThat(given().port(TestPorts.pages()).get(path).asString())
          .as(path)
          .contains("/api/alerts")
          .doesNotContain("inbox");
    }
  }
}
