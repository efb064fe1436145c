package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Pause;
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
import java.util.Locale;
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

/** Pausing and resuming an org: by the forms of its page, without scripts, and by the API. */
@QuarkusTest
@TestProfile(WebProfile.class)
class PauseTest {
  private static final OrgId ORG = new OrgId("acme-uat");
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");
  private static final String API = "/api/orgs/acme-uat/pause";

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void theFormOfAnOrgsPagePausesItAndThePageSaysSo() {
    Response answer = send("/orgs/acme-uat/pause", form());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/orgs/acme-uat");
    Pause pause = Objects.requireNonNull(pause());
    assertThat(pause.until()).isEqualTo(Instant.parse("2026-11-25T18:30:00Z"));
    assertThat(pause.reason()).isEqualTo("it is migrated");
    assertThat(pause.by()).isEqualTo("Jane Doe, on the page");
    String page = get("/orgs/acme-uat").asString();
    assertThat(page)
        .contains(
            "Paused until <time datetime=\"2026-11-25T18:30:00Z\">18:30 UTC</time> by Jane Doe, on the"
                + " page: it is migrated")
        .contains("action=\"/orgs/acme-uat/resume\"")
        .contains("value=\"2026-11-25T18:30\"");
  }

  @Test
  void theFleetSaysThatAnOrgIsPausedUntilWhenByWhomAndWhyAndLinksToTheForm() {
    assertThat(get("/").asString()).contains(", 1 cannot be read").doesNotContain("paused");
    send("/orgs/acme-uat/pause", form());

    String page = get("/").asString();

    assertThat(page)
        .contains(", 1 is paused</h1>")
        .contains(">Paused until 18:30 UTC by Jane Doe, on the page: it is migrated</span>")
        .contains("<a class=\"resume\" href=\"/orgs/acme-uat/pause\">Resume or change</a>")
        .contains("</span> paused</span>")
        .doesNotContain("manage resume");
    assertThat(get("/orgs/acme-uat/pause").asString())
        .contains("<h1>acme-uat is paused</h1>")
        .contains("action=\"/orgs/acme-uat/resume\"");
  }

  @Test
  void theFormOfAPausedOrgStandsBeforeItsAlertsAndAnyOtherOrgLinksToIt() {
    String running = get("/orgs/acme-uat").asString();
    assertThat(running)
        .contains("<a href=\"/orgs/acme-uat/pause\">Pause</a>")
        .doesNotContain("<form");
    send("/orgs/acme-uat/pause", form());

    String paused = get("/orgs/acme-uat").asString();

    assertThat(paused)
        .contains("Resume now, or change the pause</a>")
        .doesNotContain("manage resume");
    assertThat(paused.indexOf("id=\"pausing\""))
        .isBetween(paused.indexOf("id=\"problem\""), paused.indexOf("id=\"alerts\""));
  }

  @Test
  void itIsResumedByAFormThatSaysWho() {
    send("/orgs/acme-uat/pause", form());

    Response nameless = send("/orgs/acme-uat/resume", Map.of("token", token()));
    assertThat(nameless.statusCode()).isEqualTo(400);
    assertThat(nameless.asString()).contains("<b>Your name</b> is missing. Write your name");
    assertThat(pause()).isNotNull();

    Response answer =
        send("/orgs/acme-uat/resume", Map.of("token", token(), "by", "  John\u202e "));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(pause()).isNull();
    assertThat(get("/orgs/acme-uat").asString()).doesNotContain("Resume now");
  }

  @Test
  void bothAreAuditedWithWho() {
    int before = fleet.audited().size();
    send("/orgs/acme-uat/pause", form());
    send("/orgs/acme-uat/resume", Map.of("token", token(), "by", "John"));

    List<AuditEntry> entries = fleet.audited().subList(before, fleet.audited().size());
    assertThat(entries)
        .extracting(AuditEntry::actor)
        .containsExactly("Jane Doe, on the page", "John, on the page");
    assertThat(entries)
        .flatExtracting(AuditEntry::changes)
        .containsExactly(
            new Change(
                Change.Action.ADD, "pause", "acme-uat until 2026-11-25T18:30:00Z: it is migrated"),
            new Change(Change.Action.REMOVE, "pause", "acme-uat"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "until,2026-11-25T09:00,is not within 30 days from now",
    "until,2027-01-25T09:00,is not within 30 days from now",
    "until,tomorrow,is neither a time nor a duration",
    "until,,is missing",
    "reason,,is missing",
    "by,,is missing"
  })
  void whatIsWrongIsSaidBesideWhatWasEntered(String field, @Nullable String value, String problem) {
    Map<String, String> form = new HashMap<>(form());
    form.put(field, value == null ? "" : value);
    Response answer = send("/orgs/acme-uat/pause", form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.asString()).contains("<b>" + label(field) + "</b> " + problem);
    form.forEach(
        (name, text) -> {
          if (!name.equals("token") && !text.isEmpty()) {
            assertThat(answer.asString()).contains("value=\"" + text + "\"");
          }
        });
    assertThat(pause()).isNull();
  }

  @Test
  void allThatIsWrongIsSaidAtOnceAndWhatOthersWroteIsText() {
    Response answer =
        send(
            "/orgs/acme-uat/pause",
            Map.of("token", token(), "until", "", "reason", "", "by", "<b>\"x".repeat(20)));

    assertThat(answer.asString())
        .contains("<b>Until</b>", "<b>Reason</b>", "<b>Your name</b> is longer than 60 characters")
        .contains("&lt;b&gt;&quot;x")
        .doesNotContain("<b>\"x");
  }

  /** Another site's page can send a form; it can neither say that it is ours nor know the token. */
  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", ""})
  void aFormOfAnotherSitesPageChangesNothing(String origin) {
    int audited = fleet.audited().size();
    for (String path : List.of("/orgs/acme-uat/pause", "/orgs/acme-uat/resume")) {
      RequestSpecification request =
          to().contentType(ContentType.URLENC).formParams(form()).redirects().follow(false);
      Response answer = (origin.isEmpty() ? request : request.header("Origin", origin)).post(path);

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.jsonPath().getString("violations[0].path")).isEqualTo("Origin");
    }
    assertThat(
            to().contentType(ContentType.URLENC)
                .formParams(form())
                .header("Origin", own())
                .header("Sec-Fetch-Site", "cross-site")
                .post("/orgs/acme-uat/pause")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            to().contentType(ContentType.URLENC)
                .formParams(form())
                .header("Origin", "http://evil.example")
                .header("Host", "evil.example")
                .post("/orgs/acme-uat/pause")
                .statusCode())
        .isEqualTo(403);
    assertThat(pause()).isNull();
    assertThat(fleet.audited()).hasSize(audited);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000000000000000000000000000000000000000000000000000000000000000"})
  void aFormWithoutTheTokenOfThisStartChangesNothingAndGivesANewOne(String token) {
    Map<String, String> form = new HashMap<>(form());
    form.put("token", token);
    for (String path : List.of("/orgs/acme-uat/pause", "/orgs/acme-uat/resume")) {
      Response answer = send(path, form);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.asString()).contains("<b>The form</b> is not of this start", token());
    }
    assertThat(pause()).isNull();
  }

  @Test
  void theTokenOfFormsDiffersFromThatOfRequests() {
    assertThat(get("/orgs/acme-uat").asString()).doesNotContain("Bearer");
    assertThat(
            to().header("Authorization", "Bearer " + token())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/commands/manage")
                .statusCode())
        .isNotEqualTo(200);
  }

  @Test
  void aFormForAnUnknownOrgIs404() {
    assertThat(send("/orgs/nobody/pause", form()).statusCode()).isEqualTo(404);
    assertThat(get("/orgs/nobody/pause").statusCode()).isEqualTo(404);
    assertThat(get("/orgs/acme-uat/pause").statusCode()).isEqualTo(200);
    assertThat(get("/orgs/acme-uat/pause?x=1").statusCode()).isEqualTo(400);
  }

  @Test
  void theApiPausesAndResumesAndSaysWhatHolds() {
    JsonPath paused = json("{\"until\": \"PT2H\", \"reason\": \"it is migrated\"}").jsonPath();

    assertThat(paused.getString("org")).isEqualTo("acme-uat");
    assertThat(paused.<String, String>getMap("paused"))
        .containsEntry("since", "2026-11-25T10:07:00Z")
        .containsEntry("until", "2026-11-25T12:07:00Z")
        .containsEntry("reason", "it is migrated");
    assertThat(paused.getString("paused.by")).startsWith("API, local user ");
    assertThat(get("/api/orgs/acme-uat").jsonPath().<String, String>getMap("paused"))
        .isEqualTo(paused.<String, String>getMap("paused"));
    assertThat(get("/api/orgs/acme-uat").jsonPath().getString("status")).isEqualTo("unknown");

    assertThat(to().delete(API).jsonPath().<String, String>getMap("paused"))
        .isEqualTo(paused.<String, String>getMap("paused"));
    assertThat(to().delete(API).jsonPath().<Object>get("paused")).isNull();
    assertThat(get("/api/orgs/acme-uat").jsonPath().<Object>get("paused")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|body",
        "no json|body",
        "{}|until,reason",
        "{\"until\": \"PT0S\", \"reason\": \"x\"}|until",
        "{\"until\": \"P31D\", \"reason\": \"x\"}|until",
        "{\"until\": 5, \"reason\": \"x\"}|until",
        "{\"until\": \"PT1H\", \"reason\": \" \"}|reason",
        "{\"until\": \"PT1H\", \"reason\": \"x\", \"who\": \"me\"}|who"
      })
  void whatTheApiCannotReadIsAViolation(String body, String paths) {
    Response answer = json(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(String.join(",", answer.jsonPath().getList("violations.path", String.class)))
        .isEqualTo(paths);
    assertThat(pause()).isNull();
  }

  @Test
  void theApiTakesJsonOnlyAndKnowsItsOrgs() {
    assertThat(to().contentType(ContentType.URLENC).body("until=PT2H").post(API).statusCode())
        .isEqualTo(415);
    assertThat(
            to().contentType(ContentType.JSON)
                .header("Origin", "https://evil.example")
                .body("{}")
                .post(API)
                .statusCode())
        .isEqualTo(403);
    assertThat(to().header("Origin", "https://evil.example").delete(API).statusCode())
        .isEqualTo(403);
    assertThat(to().delete("/api/orgs/nobody/pause").statusCode()).isEqualTo(404);
    assertThat(to().delete(API + "?x=1").statusCode()).isEqualTo(400);
  }

  private static String label(String field) {
    return field.equals("by")
        ? "Your name"
        : field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
  }

  private @Nullable Pause pause() {
    return states.read(ORG).upkeep().restraint().pause();
  }

  private static Response json(String body) {
    return to().contentType(ContentType.JSON).body(body).post(API);
  }

  private static Map<String, String> form() {
    return Map.of(
        "token",
        token(),
        "until",
        "2026-11-25T18:30",
        "reason",
        "it is migrated",
        "by",
        "Jane Doe");
  }

  /** As a browser sends it from the org's page. */
  private static Response send(String path, Map<String, String> form) {
    return to().contentType(ContentType.URLENC)
        .header("Origin", own())
        .header("Sec-Fetch-Site", "same-origin")
        .formParams(form)
        .redirects()
        .follow(false)
        .post(path);
  }

  private static String token() {
    Matcher matcher = TOKEN.matcher(get("/orgs/acme-uat/pause").asString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String own() {
    return "http://localhost:" + TestPorts.pages();
  }

  private static Response get(String path) {
    return to().get(path);
  }

  private static RequestSpecification to() {
    return given().port(TestPorts.pages());
  }
}
