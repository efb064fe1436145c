package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Note;
import dev.headroom.alert.Notes;
import dev.headroom.org.OrgId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators' notes: by the forms of pages, without scripts, and by the API. */
@QuarkusTest
@TestProfile(WebProfile.class)
class NotesTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final String FORM = "/orgs/acme-prod/note";
  private static final String API = "/api/orgs/acme-prod/notes";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject Notes notes;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    notes.of(ORG).forEach(note -> notes.remove(ORG, note.id()));
  }

  @Test
  void aNoteOfTheRunbooksFormStandsInTheRunbook() {
    Response answer = send(Map.of("token", token(), "text", " ERP ran\ntwice ", "by", "Jane Doe"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith("/orgs/acme-prod/runbook");
    assertThat(notes.of(ORG)).extracting(Note::text).containsExactly("ERP ran twice");
    assertThat(get("/orgs/acme-prod/runbook")).contains("UTC, Jane Doe: ERP ran twice");
    assertThat(get("/orgs/acme-prod/runbook.md")).contains("UTC, Jane Doe: ERP ran twice");
  }

  @Test
  void aNoteAboutAnAlertNamesItAndTheAlertsPageLeadsToIt() {
    String key = Fixtures.OPEN.hash();
    assertThat(get("/alerts/" + key)).contains("href=\"" + FORM + "?alert=" + key + "\"");
    Response answer =
        send(Map.of("token", token(), "text", "paused it", "by", "Jane", "alert", key));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).endsWith(FORM + "?alert=" + key);
    assertThat(get(FORM + "?alert=" + key)).contains("Jane, about Daily API requests (opened");
    assertThat(get("/orgs/acme-prod/runbook.md")).contains("Jane, about Daily API requests");
  }

  @ParameterizedTest(name = "{0} \"{1}\" {2}")
  @CsvSource({
    "text,'',<b>Note</b> is missing",
    "by,' ',<b>Your name</b> is missing",
    "alert,abc,<b>The alert</b> is not the key of an alert of this org"
  })
  void whatIsWrongIsSaidBesideWhatWasEntered(String field, String value, String says) {
    Map<String, String> form =
        new HashMap<>(Map.of("token", token(), "text", "a <b>bold</b> one", "by", "Jane"));
    form.put(field, value);
    Response answer = send(form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.asString()).contains(says).doesNotContain("<b>bold");
    assertThat(notes.of(ORG)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", ""})
  void aFormOfAnotherSitesPageChangesNothing(String origin) {
    var request = to().contentType(ContentType.URLENC).formParams(Map.of("text", "x", "by", "y"));
    Response answer = (origin.isEmpty() ? request : request.header("Origin", origin)).post(FORM);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(notes.of(ORG)).isEmpty();
  }

  @Test
  void theApiKeepsListsAndRemovesNotes() {
    Response kept = api("{\"text\": \"x\", \"by\": \"Jane\"}");
    assertThat(kept.statusCode()).isEqualTo(200);
    String id = kept.jsonPath().getString("notes[0].id");
    assertThat(to().get(API).jsonPath().getList("notes.by")).isEqualTo(List.of("Jane"));
    assertThat(to().get(API).jsonPath().getString("org")).isEqualTo("acme-prod");
    assertThat(kept.asString()).contains("\"alert\":null");

    assertThat(to().delete(API + "/" + id).jsonPath().getList("notes")).isEmpty();
    Response again = to().delete(API + "/" + id);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.asString()).contains("is not the id of a note about this org");
  }

  @Test
  void theApiNamesEverythingThatIsWrong() {
    assertThat(api("{\"text\": 5, \"who\": \"x\"}").jsonPath().getList("violations.path"))
        .isEqualTo(List.of("text", "who"));
    assertThat(api("[]").jsonPath().getList("violations.path")).isEqualTo(List.of("body"));
    assertThat(api("{}").jsonPath().getList("violations.path")).isEqualTo(List.of("text"));
    assertThat(to().get("/api/orgs/nobody/notes").statusCode()).isEqualTo(404);
  }

  private static Response api(String body) {
    return to().contentType(ContentType.JSON).body(body).post(API);
  }

  private static io.restassured.specification.RequestSpecification to() {
    return given().port(TestPorts.pages()).redirects().follow(false);
  }

  private static Response send(Map<String, String> form) {
    return to().contentType(ContentType.URLENC)
        .header("Origin", "http://localhost:" + TestPorts.pages())
        .formParams(form)
        .post(FORM);
  }

  private static String get(String path) {
    return to().get(path).asString();
  }

  private static String token() {
    Matcher found = TOKEN.matcher(get("/orgs/acme-prod/runbook"));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
