package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Looks;
import dev.headroom.access.PostureStore;
import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use the API, on pages, as JSON and as CSV; and whom a change would lock out. */
@QuarkusTest
@TestProfile(WebProfile.class)
class AccessPagesTest {
  private static final String ORG = "/orgs/acme-prod";
  private static final String CROWDED = "/orgs/" + AccessFixtures.CROWDED;
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject PostureStore postures;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    CrowdedOrgs.fill(fleet, states);
    AccessFixtures.fill(postures, Fixtures.SLOT);
  }

  @AfterEach
  void leave() {
    CrowdedOrgs.remove(fleet);
  }

  private static Response get(String path) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(path);
  }

  private static String page(String path) {
    Response answer = get(path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.asString();
  }

  @Test
  void findingsAreListedByWhatToMendFirstAndAcceptedOnesApart() {
    String page = page(CROWDED + "/access");
    assertThat(page)
        .contains("<h1>40 high findings</h1>")
        .contains("40 users may use the API, but no rule allows it")
        .contains("and 37 more", "15 more are in the CSV")
        .contains("Take API Enabled away from the user, or allow the user in the manifest.");
    String accepted = page(ORG + "/access");
    assertThat(accepted)
        .contains("9 medium findings, 4 more accepted</h1>")
        .contains("Accepted by the manifest: 4", "the vendor has no fixed addresses", "1 Jan 2099");
  }

  @Test
  void whatWasNotSeenIsNamedWithItsPermission() {
    assertThat(page(CROWDED + "/access"))
        .contains(
            "<b>OAuth tokens</b>: grant the monitoring user <code>CustomizeApplication</code>")
        .contains("<b>event log files</b>: no permission would help")
        .contains("No app was seen.", "No IP range was seen.")
        .doesNotContain("The org has no app.");
    assertThat(page(ORG + "/access")).doesNotContain("Not seen");
  }

  @Test
  void usersAreListedByPathAndFiltered() {
    String all = page(CROWDED + "/access");
    assertThat(all)
        .contains("permission set group northwind__Integration_Users")
        .contains("40</td><td role=\"cell\" class=\"num\" data-label=\"Not allowed\">40</td>");
    Matcher path = Pattern.compile("href=\"([^\"]*[?&;]path=[^\"]*)\"").matcher(all);
    assertThat(path.find()).isTrue();
    assertThat(page(path.group(1).replace("&amp;", "&").replace("#users", "")))
        .contains("All users with a path");
    String few = page(CROWDED + "/access?q=7.integration&sort=-name");
    assertThat(few).contains("4 of 40 users.", "aria-sort=\"descending\"");
    assertThat(few.split("<small>no rule allows it</small>", -1)).hasSize(4 + 1);
    assertThat(page(CROWDED + "/access?access=blocked")).contains("No user is like that.");
  }

  @Test
  void appsAndRangesAreShownWithTheirUse() {
    String page = page(ORG + "/access");
    assertThat(page)
        .contains("IP ranges of profiles with API users, and of the org")
        .contains("no challenge from there; they block nobody")
        .contains("is exempt from the IP ranges of profiles (accepted)")
        .contains("only logins are checked against IP ranges")
        .contains("/orgs/acme-prod/lock-out?kind=orgTrusted");
  }

  @Test
  void everyDaySaysWhatChanged() {
    String page = page(ORG + "/access");
    assertThat(page).contains("the first audit");
    List<Map<String, Object>> drift = get("/api" + ORG + "/access").jsonPath().getList("drift");
    assertThat(drift).isNotEmpty();
    assertThat(page.split("<li>", -1).length).isGreaterThan(drift.size());
    String day = Fixtures.SLOT.minusSeconds(86_400).toString().substring(0, 10);
    assertThat(page).contains("/orgs/acme-prod/access?at=" + day);
    assertThat(page(ORG + "/access?at=" + day))
        .contains("13 medium findings</h1>")
        .contains("/access/users.csv?at=" + day);
  }

  @Test
  void anOrgThatWasNeverAuditedSaysSo() {
    assertThat(page("/orgs/acme-uat/access")).contains("was not audited by then");
    assertThat(page(ORG + "/access?at=2020-01-01")).contains("was not audited by then");
  }

  @Test
  void theFleetIsListedByKindAndByOrg() {
    String page = page("/access");
    assertThat(page)
        .contains("<h1>40 high and 9 medium findings in 2 orgs</h1>")
        .contains("Nothing is known of")
        .contains("</span> users may use the API, but no rule allows it</th>")
        .contains("href=\"" + CROWDED + "/access#high-apiUserNotAllowed\"")
        .contains("never audited")
        .contains("event log files");
    JsonPath json = get("/api/access").jsonPath();
    assertThat(json.getString("kinds[0].kind")).isEqualTo("apiUserNotAllowed");
    assertThat(json.getInt("kinds[0].findings")).isEqualTo(40);
    assertThat(json.getString("orgs[0].org")).isEqualTo(AccessFixtures.CROWDED.value());
    assertThat(json.getList("orgs[0].partial")).containsExactly("tokens", "eventLog");
    assertThat(json.getList("orgs.takenAt")).contains((Object) null);
  }

  @ParameterizedTest
  @CsvSource({
    "users,username",
    "apps,name",
    "ranges,type",
    "findings,severity",
    "changes,kind",
    "unread,part"
  })
  void auditorsGetEveryTableAsCsv(String table, String head) {
    Response answer = get("/api" + ORG + "/access/" + table + ".csv");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("text/csv");
    assertThat(answer.header("Content-Disposition"))
        .matches(
            "attachment; filename=\"acme-prod-access-\\d{4}-\\d\\d-\\d\\d-" + table + ".csv\"");
    assertThat(answer.asString()).startsWith(head + ",");
  }

  @Test
  void aNameThatASpreadsheetWouldComputeIsText() {
    String csv = get("/api" + CROWDED + "/access/users.csv").asString();
    assertThat(csv)
        .contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"ok\"\")@acme.example\"")
        .doesNotContain("\"=HYPERLINK");
    assertThat(get("/api" + CROWDED + "/access/findings.csv").asString()).contains("\"'=HYPERLINK");
    assertThat(get("/api/access/findings.csv").asString())
        .startsWith("org,tenant,takenAt,severity,kind,findings,unread\r\n")
        .contains(",high,apiUserNotAllowed,40,tokens; eventLog");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(get("/api" + ORG + "/access/tokens.csv").statusCode()).isEqualTo(404);
    assertThat(get("/api/orgs/acme-uat/access/users.csv").statusCode()).isEqualTo(404);
    assertThat(get("/orgs/nobody/access").statusCode()).isEqualTo(404);
    assertThat(get("/orgs/nobody/lock-out").statusCode()).isEqualTo(404);
    assertThat(get(ORG + "/access?access=none").asString())
        .contains("access: is not a value that it can have");
    assertThat(get("/access?at=today").statusCode()).isEqualTo(400);
  }

  @Test
  void aLinkFillsTheFormAndAsksNothing() {
    String page = page(ORG + "/lock-out?kind=orgTrusted");
    assertThat(page)
        .contains("<option value=\"orgTrusted\" selected>", "<textarea name=\"ranges\"");
    assertThat(page).doesNotContain("id=\"answer-h\"").contains("<option value=\"", "198.");
  }

  private static String token() {
    Matcher token = TOKEN.matcher(page(ORG + "/lock-out"));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private static Response send(Map<String, String> form) {
    return given()
        .port(TestPorts.pages())
        .header("Origin", "http://localhost:" + TestPorts.pages())
        .contentType(ContentType.URLENC)
        .formParams(form)
        .post(ORG + "/lock-out");
  }

  private static Map<String, String> form(String ranges) {
    return new HashMap<>(
        Map.of(
            "token", token(), "kind", "user", "name", Looks.ERP, "ranges", ranges, "mode",
            "replace", "days", "", "to", ""));
  }

  @Test
  void theFormAnswersWithoutScripts() {
    Response out = send(form("203.0.113.0/26\n198.51.100.1 - 198.51.100.9"));
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.asString())
        .contains("class=\"card answer a-exhausted\"")
        .contains("<code>203.0.113.77</code>", "12 logins")
        .contains("203.0.113.0/26\n198.51.100.1 - 198.51.100.9</textarea>");
    assertThat(send(form("203.0.113.0/24")).asString()).contains("class=\"card answer a-ok\"");
  }

  @Test
  void theFormSaysWhatIsWrongWithAQuestion() {
    Map<String, String> wrong = form("10.1/99");
    wrong.put("days", "many");
    Response answer = send(wrong);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.asString()).contains("days is not a whole number");
    wrong.put("days", "7");
    assertThat(send(wrong).asString()).contains("ranges[0].cidr");
  }

  @Test
  void aFormOfAnotherStartAsksNothing() {
    Map<String, String> form = form("203.0.113.0/26");
    form.put("token", "0".repeat(64));
    Response answer = send(form);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.asString())
        .contains("is not of this start of Headroom")
        .doesNotContain("203.0.113.77");
  }

  @Test
  void theApiAnswersTheSame() {
    Response answer =
        given()
            .port(TestPorts.pages())
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "kind",
                    "user",
                    "name",
                    Looks.ERP,
                    "ranges",
                    List.of(Map.of("cidr", "203.0.113.0/26"))))
            .post("/api" + ORG + "/lock-out");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getInt("lockedOut[0].logins")).isEqualTo(12);
    assertThat(answer.jsonPath().getList("rangesNeeded")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[1]; is not a JSON object",
        "{; is not a JSON object",
        "{\"kind\": \"user\", \"who\": \"x\"}; is not a member of a question",
        "{\"kind\": \"user\"}; is missing",
        "{\"kind\": \"user\", \"name\": \"x\", \"days\": \"9\"}; is not a whole number"
      })
  void theApiSaysWhatIsWrong(String body, String problem) {
    Response answer =
        given()
            .port(TestPorts.pages())
            .contentType(ContentType.JSON)
            .body(body)
            .post("/api" + ORG + "/lock-out");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.asString()).contains(problem);
  }

  @Test
  void theApiShowsAnyDay() {
    JsonPath newest = get("/api" + ORG + "/access").jsonPath();
    assertThat(newest.getString("org")).isEqualTo("acme-prod");
    assertThat(newest.getString("orgId")).startsWith("00D");
    assertThat(newest.getMap(""))
        .containsKeys("partial", "settings", "apiUsers", "apps", "ipRanges");
    String before = Fixtures.SLOT.minusSeconds(86_400).toString().substring(0, 10);
    assertThat(get("/api" + ORG + "/access?at=" + before).jsonPath().getString("takenAt"))
        .startsWith(before);
    assertThat(get("/api/orgs/acme-uat/access").statusCode()).isEqualTo(404);
    assertThat(get("/api" + ORG + "/access?at=1").statusCode()).isEqualTo(400);
    assertThat(get("/api/orgs/nobody/access").statusCode()).isEqualTo(404);
  }
}
