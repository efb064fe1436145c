package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another site, open in the operator's browser, can ask this Headroom for nothing. */
@QuarkusTest
@TestProfile(WebProfile.class)
class RequestGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/alerts",
        "/api/orgs",
        "/api/inbox",
        "/q/health",
        "/q/metrics",
        "/assets/app.js",
        "/not-there"
      })
  void everyPathIsRefusedForAnotherHost(String path) {
    Response answer = to().header("Host", "evil.example").get(path);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.jsonPath().getString("violations[0].path")).isEqualTo("Host");
    assertThat(answer.jsonPath().getString("violations[0].value")).isEqualTo("evil.example");
    assertThat(answer.jsonPath().getString("violations[0].remedy"))
        .contains("headroom.local.hosts");
    assertThat(to().header("Host", "127.0.0.1:1234").get(path).statusCode()).isNotEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/functions/nobody", "/inbox/webhook", "/not-there"})
  void aChangeIsTakenAsJsonFromItsOwnPagesOnly(String path) {
    String own = "http://localhost:" + TestPorts.pages();
    RequestSpecification json = to().contentType(ContentType.JSON).body("{}");

    assertThat(to().contentType(ContentType.TEXT).body("{}").post(path).statusCode())
        .isEqualTo(415);
    for (String origin : new String[] {"https://evil.example", "null", "http://localhost:1"}) {
      Response answer =
          to().contentType(ContentType.JSON).header("Origin", origin).body("{}").post(path);
      assertThat(answer.statusCode()).as(origin).isEqualTo(403);
      assertThat(answer.jsonPath().getString("violations[0].path")).isEqualTo("Origin");
    }
    assertThat(json.header("Host", "evil.example").post(path).statusCode()).isEqualTo(403);
    assertThat(
            to().contentType(ContentType.JSON)
                .header("Origin", own)
                .body("{}")
                .post(path)
                .statusCode())
        .isIn(204, 404);
    assertThat(to().contentType(ContentType.JSON).body("{}").post(path).statusCode())
        .as("a client that is no browser")
        .isIn(204, 404);
  }

  @Test
  void aRefusedMessageIsNotStored() {
    int before = to().get("/api/inbox").jsonPath().getList("$").size();

    to().contentType(ContentType.JSON)
        .header("Origin", "https://evil.example")
        .body("{}")
        .post("/inbox/webhook");
    to().contentType(ContentType.TEXT).body("x".repeat(500_000)).post("/inbox/webhook");

    assertThat(to().get("/api/inbox").jsonPath().getList("$")).hasSize(before);
  }

  private static RequestSpecification to() {
    return given().port(TestPorts.pages());
  }
}
