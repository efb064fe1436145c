package dev.headroom.local.web;

import static dev.headroom.local.web.StoriedOrg.ESCALATED;
import static dev.headroom.local.web.StoriedOrg.FIRST;
import static dev.headroom.local.web.StoriedOrg.FIRST_END;
import static dev.headroom.local.web.StoriedOrg.ID;
import static dev.headroom.local.web.StoriedOrg.KEY;
import static dev.headroom.local.web.StoriedOrg.OPENED;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.notify.InMemoryNotifyStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why an alert was raised, whether it is over and who was told: pages and the API. */
@QuarkusTest
@TestProfile(StoriedProfile.class)
class AlertPageTest {
  private static final String ALERT = "/alerts/" + KEY.hash();

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject InMemoryNotifyStore store;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    StoriedOrg.fill(fleet, states, store);
  }

  @Test
  void anOpenAlertSaysWhyWhetherItIsOverWhatClosesItAndWhoWasNotified() {
    assertThat(text(ALERT))
        .contains("Daily API requests ◆ escalation")
        .contains("open since 07:05")
        .contains("Why 76.0 % used (76,000 of 100,000); since 07:05 usage runs at 3.1x")
        .contains("likely out around 12:05 (83 %)")
        .contains("Is it over? No: 83.9 % used (83,900 of 100,000) now. Closes below 55 % and")
        .contains("when, for an hour, it has not been expected to run out within 18 h.")
        .contains("Levels reached ▲ attention 07:05 3 h ago 60.2 % used (60,200 of 100,000)")
        .contains("At its worst peak 83.9 % used (83,900 of 100,000), at 10:05")
        .contains(
            "Who was notified Delivered: chat (slack) at 07:02; hooks (webhook) is held since"
                + " 07:02: it answered 400, routing_key is invalid; removed (no longer a target) is"
                + " held");
  }

  @Test
  void adviceIsNamedByWhatWasFoundAndStandsBelowEveryOtherAlert() {
    int problems = count(text("/alerts"));
    AdvisedOrg.fill(fleet, states, store);
    try {
      String list = text("/alerts");
      assertThat(list)
          .contains("Advice: calls that could be saved 1 ")
          .contains("umbrella-erp Advice: ERP Sync, change polling")
          .doesNotContain(AdvisedOrg.FINDING);
      assertThat(list.indexOf("Advice: ERP Sync")).isGreaterThan(list.indexOf(ID));
      assertThat(count(list)).isEqualTo(problems);
      assertThat(text("/orgs/" + AdvisedOrg.ORG))
          .contains("Advice: calls that could be saved Advice: ERP Sync, change polling since")
          .doesNotContain("More open alerts", "is it over?");
      assertThat(text("/alerts/" + AdvisedOrg.KEY.hash()))
          .contains("Advice: ERP Sync, change polling ▲ attention")
          .doesNotContain(AdvisedOrg.FINDING);
    } finally {
      AdvisedOrg.remove(fleet);
    }
  }

  /** The count beside the entry of the navigation. */
  private static int count(String page) {
    Matcher count = Pattern.compile(" Alerts (\\d+) ").matcher(page);
    assertThat(count.find()).isTrue();
    return Integer.parseInt(count.group(1));
  }

  @Test
  void anOrgsPageBeginsWithTheSame() {
    assertThat(text("/orgs/" + ID))
        .contains("Alerts: why, and is it over?")
        .contains("Is it over? No: 83.9 % used")
        .contains("Delivered: chat (slack) at 07:02");
    assertThat(get("/orgs/" + ID).asString())
        .contains("href=\"" + ALERT + "?at=" + OPENED + "\"")
        .contains("data-source=\"/api" + ALERT + "\"");
  }

  @Test
  void aLinksTimeOpensTheEpisodeOfThatTimeOnBothPages() {
    for (String url :
        List.of(
            ALERT + "?at=" + FIRST.plus(Duration.ofHours(1)),
            "/orgs/%s?limit=DailyApiRequests&at=%s"
                .formatted(ID, FIRST.plus(Duration.ofHours(1))))) {
      assertThat(text(url))
          .contains("■ exhausted")
          .contains("resolved; open for 4 h, from 23 Nov 08:05")
          .contains("Why 100.0 % used (100,000 of 100,000)")
          .contains("to 23 Nov 12:05")
          .contains("Is it over? Yes: back to 48.0 % used (48,000 of 100,000).")
          .contains("At its worst exhausted")
          .contains("Delivered: chat (slack) at 07:02.");
    }
    assertThat(get("/orgs/%s?limit=DailyApiRequests&at=%s".formatted(ID, FIRST)).asString())
        .contains("data-at=\"" + FIRST + "\"")
        // The shortest range that shows that time.
        .contains("data-hours=\"72\"");
    assertThat(get("/orgs/" + ID + "?at=2026-10-28T00:00:00Z").asString())
        .contains("data-hours=\"720\"")
        .contains("data-resolution=\"hour\"");
    assertThat(get("/orgs/" + ID + "?at=2026-10-01T00:00:00Z").asString())
        .contains("data-hours=\"8760\"")
        .contains("data-resolution=\"day\"")
        .doesNotContain("is before what the chart shows");
    assertThat(get("/orgs/" + ID + "?at=2025-10-01T00:00:00Z").asString())
        .contains("1 Oct 2025 00:00 UTC, which the link names, is before what the chart shows.");
  }

  @Test
  void whatWasExhaustedIsListedAsThatNeverAsAttentionResolved() {
    String lately = text(ALERT);
    lately = lately.substring(lately.indexOf("Its alerts of the last 7 days"));
    assertThat(lately).contains("23 Nov 08:05 2 days ago ■ exhausted resolved 4 h");

    String all = text("/alerts?state=all");
    assertThat(all.substring(all.indexOf(ID))).contains("■ exhausted resolved");
    assertThat(get("/alerts?state=all").asString())
        .contains("href=\"" + ALERT + "?at=" + FIRST + "\"")
        .contains("href=\"/orgs/" + ID + "?limit=DailyApiRequests&amp;at=" + OPENED + "\"");
  }

  @Test
  void theApiHasEveryTransitionAndWhatBecameOfEachMessage() {
    JsonPath json = get("/api" + ALERT).jsonPath();

    assertThat(json.getString("key")).isEqualTo(KEY.hash());
    assertThat(json.getString("org")).isEqualTo(ID);
    assertThat(json.getString("status")).isEqualTo("open");
    assertThat(json.getList("episodes.openedAt", String.class))
        .containsExactly(OPENED.toString(), FIRST.toString());
    assertThat(json.<Map<String, Object>>get("episodes[1]"))
        .containsEntry("resolvedAt", FIRST_END.toString())
        .containsEntry("worst", "exhausted")
        .containsEntry("complete", true);
    assertThat(json.getList("episodes[1].transitions.transition", String.class))
        .containsExactly("opened", "escalated", "de-escalated", "resolved");
    assertThat(json.<Map<String, Object>>get("episodes[0].transitions[1]"))
        .containsEntry("at", ESCALATED.toString())
        .containsEntry("severity", "escalation")
        .containsEntry("previousSeverity", "attention")
        .containsEntry("reason", "projection")
        .containsEntry("used", 76_000)
        .containsEntry("told", "told");
    assertThat(json.getFloat("episodes[0].transitions[1].projection.probability")).isEqualTo(0.83f);
    assertThat(
            json.<Map<String, Object>>getList("deliveries").stream()
                .filter(d -> ESCALATED.toString().equals(d.get("at")))
                .map(d -> d.get("target") + " " + d.get("status") + " " + d.get("settledAt")))
        .containsExactly(
            "chat delivered 2026-03-01T07:02:00.000Z", "hooks parked null", "removed parked null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/alerts/0000000000000000000000000000000000000000000000000000000000000000",
        "/alerts/nothing",
        "/api/alerts/0000000000000000000000000000000000000000000000000000000000000000",
        "/api/alerts/nothing"
      })
  void anUnknownAlertIs404(String url) {
    assertThat(get(url).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?at=yesterday", "?state=open", "?at=2026-11-25"})
  void aTimeThatCannotBeReadIs400(String query) {
    assertThat(get(ALERT + query).statusCode()).isEqualTo(400);
    assertThat(get("/orgs/" + ID + query).statusCode()).isEqualTo(400);
  }

  @Test
  void deliveriesThatAreNoLongerKeptAreUnknown() {
    // Of this one nothing is in the outbox.
    assertThat(text("/alerts/" + Fixtures.OPEN.hash()))
        .contains("Who was notified Not known")
        .contains("No step of this alert is kept any more");
    assertThat(
            get("/api/alerts/" + Fixtures.OPEN.hash())
                .jsonPath()
                .getBoolean("episodes[0].complete"))
        .isFalse();
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(url);
  }

  /** What a person reads. */
  private static String text(String url) {
    Response answer = get(url);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer
        .asString()
        .replaceAll("</?time[^>]*>", "")
        .replaceAll("(?s)<[^>]*>", " ")
        .replace("&#39;", "'")
        .replaceAll("\\s+", " ");
  }
}
