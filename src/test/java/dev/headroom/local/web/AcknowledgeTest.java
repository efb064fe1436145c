package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertStates;
import dev.headroom.fleet.AuditEntry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Acknowledging and snoozing an alert: by the form of its page, without scripts, and by the API.
 */
@QuarkusTest
@TestProfile(WebProfile.class)
class AcknowledgeTest {
  private static final String KEY = Fixtures.OPEN.hash();
  private static final String PAGE = "/alerts/" + KEY;
  private static final String API = "/api/alerts/" + KEY;
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void theFormOfAnAlertsPageAcknowledgesItAndThePageSaysSo() {
    Response answer = send(form("ack"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith(PAGE);
    Acknowledgement given = Objects.requireNonNull(acknowledged());
    assertThat(given.by()).isEqualTo("Jane Doe");
    assertThat(given.until()).isNull();
    assertThat(get(PAGE).asString()).contains("Acknowledged by Jane Doe at 10:07");
    assertThat(fleet.audited().getLast())
        .extracting(AuditEntry::actor)
        .isEqualTo("Jane Doe (page)");
  }

  @Test
  void theSameFormSnoozesIt() {
    assertThat(send(form("snooze")).statusCode()).isEqualTo(303);

    assertThat(Objects.requireNonNull(acknowledged()).until())
        .isEqualTo(Instant.parse("2026-11-25T18:30:00Z"));
    assertThat(get(PAGE).asString()).contains("Snoozed until 18:30 by Jane Doe at 10:07");
    assertThat(get(API).jsonPath().<String, String>getMap("acknowledged"))
        .containsEntry("by", "Jane Doe")
        .containsEntry("until", "2026-11-25T18:30:00Z");
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "until,2026-11-25T09:00,<b>Until</b> is not within 30 days from now",
    "until,,<b>Until</b> is missing",
    "by,,<b>Your name</b> is missing"
  })
  void whatIsWrongIsSaidBesideWhatWasEntered(String field, @Nullable String value, String problem) {
    Map<String, String> form = new HashMap<>(form("snooze"));
    form.put(field, value == null ? "" : value);
    Response answer = send(form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.asString()).contains(problem);
    assertThat(acknowledged()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", ""})
  void aFormOfAnotherSitesPageChangesNothing(String origin) {
    RequestSpecification request =
        to().contentType(ContentType.URLENC).formParams(form("ack")).redirects().follow(false);
    Response answer =
        (origin.isEmpty() ? request : request.header("Origin", origin)).post(PAGE + "/acknowledge");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(acknowledged()).isNull();
  }

  @Test
  void aFormWithoutTheTokenOfThisStartChangesNothingAndGivesANewOne() {
    Map<String, String> form = new HashMap<>(form("ack"));
    form.put("token", "0".repeat(64));
    Response answer = send(form);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.asString()).contains("<b>The form</b> is not of this start", token());
    assertThat(acknowledged()).isNull();
  }

  @Test
  void theApiAcknowledgesAndSnoozes() {
    JsonPath answer = json("/snooze", "{\"by\": \"Ann\", \"until\": \"PT2H\"}").jsonPath();

    assertThat(answer.<String, String>getMap("acknowledged"))
        .containsEntry("key", KEY)
        .containsEntry("by", "Ann")
        .containsEntry("at", "2026-11-25T10:07:00Z")
        .containsEntry("until", "2026-11-25T12:07:00Z");
    assertThat(json("/acknowledge", "{\"by\": \"Bob\"}").statusCode()).isEqualTo(200);
    assertThat(get(API).jsonPath().getString("acknowledged.by")).isEqualTo("Bob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/acknowledge|[]|body",
        "/acknowledge|{}|by",
        "/acknowledge|{\"by\": \"x\", \"until\": \"PT1H\"}|until",
        "/snooze|{\"by\": \"x\"}|until",
        "/snooze|{\"by\": 5, \"until\": \"PT1H\"}|by"
      })
  void whatTheApiCannotReadIsAViolation(String path, String body, String paths) {
    Response answer = json(path, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(String.join(",", answer.jsonPath().getList("violations.path", String.class)))
        .isEqualTo(paths);
    assertThat(acknowledged()).isNull();
  }

  @Test
  void theApiTakesJsonOnlyFromItsOwnOriginAndKnowsItsAlerts() {
    assertThat(to().contentType(ContentType.URLENC).body("by=x").post(API + "/snooze").statusCode())
        .isEqualTo(415);
    assertThat(
            to().contentType(ContentType.JSON)
                .header("Origin", "https://evil.example")
                .body("{}")
                .post(API + "/acknowledge")
                .statusCode())
        .isEqualTo(403);
    String nothing = "/api/alerts/" + "0".repeat(64) + "/acknowledge";
    assertThat(
            to().contentType(ContentType.JSON).body("{\"by\": \"x\"}").post(nothing).statusCode())
        .isEqualTo(404);
    assertThat(json("/acknowledge", "{\"by\": \"x\"}", Fixtures.OVER.hash()).statusCode())
        .isEqualTo(400);
    assertThat(get("/alerts/" + Fixtures.OVER.hash()).asString()).doesNotContain("Acknowledge<");
  }

  @Test
  void theSecondFormMutesTheAlertAndTheApiListsAndRemovesTheMute() {
    Map<String, String> form =
        Map.of(
            "token", token(), "until", "2026-11-30T08:00", "reason", "release", "by", "Jane Doe");
    assertThat(get(PAGE).asString()).contains("name=\"until\" value=\"2026-11-30T08:00\"");
    assertThat(send("/mute", form).statusCode()).isEqualTo(303);

    JsonPath all = get("/api/mutes").jsonPath();
    assertThat(all.getString("mutes[0].match.alert")).isEqualTo(KEY);
    assertThat(all.getString("mutes[0].until")).isEqualTo("2026-11-30T08:00:00Z");
    assertThat(all.getString("mutes[0].by")).isEqualTo("Jane Doe");
    assertThat(all.getBoolean("mutes[0].active")).isTrue();
    String mute = "/api/mutes/" + all.getString("mutes[0].id");
    assertThat(to().delete(mute).statusCode()).isEqualTo(200);
    assertThat(to().delete(mute).statusCode()).isEqualTo(404);
    assertThat(get("/api/mutes").jsonPath().getList("mutes")).isEmpty();
  }

  @Test
  void theApiTakesAMuteInTheFormOfTheManifest() {
    String body =
        """
        {"match": {"limits": ["Daily*"]}, "until": "2026-11-30T08:00:00Z", "reason": "r", "by": "b"}
        """;
    JsonPath made = to().contentType(ContentType.JSON).body(body).post("/api/mutes").jsonPath();

    assertThat(made.getList("mute.match.limits")).isEqualTo(List.of("Daily*"));
    assertThat(to().delete("/api/mutes/" + made.getString("mute.id")).statusCode()).isEqualTo(200);
    Response wrong = to().contentType(ContentType.JSON).body("{\"match\": {}}").post("/api/mutes");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.jsonPath().getList("violations.path", String.class))
        .containsExactlyInAnyOrder("reason", "by", "until");
  }

  private @Nullable Acknowledgement acknowledged() {
    return Objects.requireNonNull(states.read(Fixtures.OPEN.org()).open().get(Fixtures.OPEN))
        .acknowledged();
  }

  private static Response json(String path, String body) {
    return json(path, body, KEY);
  }

  private static Response json(String path, String body, String key) {
    return to().contentType(ContentType.JSON).body(body).post("/api/alerts/" + key + path);
  }

  private static Map<String, String> form(String order) {
    return Map.of("token", token(), "order", order, "until", "2026-11-25T18:30", "by", "Jane Doe");
  }

  private static Response send(Map<String, String> form) {
    return send("/acknowledge", form);
  }

  private static Response send(String path, Map<String, String> form) {
    return to().contentType(ContentType.URLENC)
        .header("Origin", "http://localhost:" + TestPorts.pages())
        .header("Sec-Fetch-Site", "same-origin")
        .formParams(form)
        .redirects()
        .follow(false)
        .post(PAGE + path);
  }

  private static String token() {
    Matcher matcher = TOKEN.matcher(get(PAGE).asString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static Response get(String path) {
    return to().get(path);
  }

  private static RequestSpecification to() {
    return given().port(TestPorts.pages());
  }
}
