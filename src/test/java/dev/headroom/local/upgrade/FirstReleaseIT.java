package dev.headroom.local.upgrade;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.FleetIndex;
import dev.headroom.alert.Glance;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Shown;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.local.upgrade.Receiver.Name;
import dev.headroom.local.upgrade.UpgradeFleet.Course;
import dev.headroom.org.OrgId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A data folder that the first release left is taken up where it was left. All that is asked is
 * asked from outside; other kinds of alerts than the first release knew may come in addition.
 */
@QuarkusTest
@TestProfile(UpgradedProfile.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstReleaseIT {
  private static final Instant STOPPED_AT = UpgradedProfile.stoppedAt();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An alert as the first release left it; it was opened so many minutes before the end. */
  private record Alert(
      String key, String org, String limit, String reason, String severity, int minutes) {}

  private static final List<Alert> OPEN =
      List.of(
          new Alert(
              "ea8d6211446837219a8a0ca1e59ca0a6d6607b6cb792b64149eadcf891b718f1",
              "acme-prod",
              "DailyApiRequests",
              "threshold",
              "exhausted",
              90),
          new Alert(
              "769a5beceab1040c7669de499f7f5117e2c2a506145dbf094006b8fb8977dbfd",
              "acme-prod",
              "DailyApiRequests.Überweisungen",
              "threshold",
              "escalation",
              80),
          new Alert(
              "6f18993bc689ceac0cc5211a4cc64790cd528c3132457b621496f701d30a7ee4",
              "acme-prod",
              "FileStorageMB",
              "threshold",
              "attention",
              0),
          // Attention is reached, and escalation projected: it holds both.
          new Alert(
              "225ba24c43d9c201aba57dbaf2d0f6d1193523e9d698a402cdfe5022f90ce7e1",
              "acme-erp",
              "DailyApiRequests",
              "projection",
              "escalation",
              95),
          new Alert(
              "2cab23c4d5139915020bbc7592d1e5eeb9ad034061f63a478c0c1ca15eadfcdc",
              "acme-erp",
              "DataStorageMB",
              "threshold",
              "escalation",
              25),
          new Alert(
              "b53ac3b666ffd690d54c634eab7b9f8a8ff1ec909d3f452bfbc49ec3e913fa9c",
              "globex-dark",
              "DataStorageMB",
              "threshold",
              "escalation",
              300),
          // Of an org that never gave a number.
          new Alert(
              "d01bc1bd851d24648b6fa13c3024ba31446be89a7b9b7e21af8c17a567481bdd",
              "globex-full",
              "DailyApiRequests",
              "threshold",
              "exhausted",
              UpgradeFleet.HISTORY));

  private static final List<Alert> RESOLVED =
      List.of(
          new Alert(
              "e16b792efaa2dbd1a2c0e55048ad7db277d483ca0ac2d973cbc0a54c370406f4",
              "acme-uat",
              "DailyApiRequests",
              "threshold",
              "attention",
              600),
          new Alert(
              "067d3257ef275eed1e9fb1098b09c78f0644b8fe8ab9e75087ea850d45d4f624",
              "acme-uat",
              "DataStorageMB",
              "threshold",
              "attention",
              200),
          new Alert(
              "d1ee6f80cfc481038b4a68c24963b1a0ec8f22cd7fe33d4734c1a31fe311b9fc",
              "acme-uat",
              "FileStorageMB",
              "threshold",
              "attention",
              20));

  /** What the first release had not delivered to the webhook. */
  private static final List<String> WAITING =
      List.of(
          // Handed over: refused again and again, or behind one that was.
          "acme-prod:127:0:hooks",
          "acme-prod:130:0:hooks",
          "acme-erp:128:0:hooks",
          // Not handed over.
          "acme-prod:133:0:hooks",
          "acme-uat:133:0:hooks");

  /** The same of an episode that was over before anybody could be told of it. */
  private static final List<String> NOT_WORTH_TELLING =
      List.of("acme-uat:129:0:hooks", "acme-uat:133:1:hooks");

  /** Limits that had moved when forecasts were kept last. */
  private static final Map<String, List<String>> MOVED =
      Map.of(
          "acme-erp", List.of("DailyApiRequests"),
          "acme-uat", List.of("DailyApiRequests", "DataStorageMB"),
          "globex-dark", List.of("DataStorageMB"));

  /** Orgs that were read at least once. */
  private static final List<OrgId> READ =
      Stream.of("acme-prod", "acme-erp", "acme-uat", "globex-dark", "globex-full")
          .map(OrgId::new)
          .toList();

  @Inject ForecastStore forecastStore;
  @Inject LimitCatalogue catalogue;
  @Inject AlertStates states;
  @Inject FleetIndex index;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @ConfigProperty(name = UpgradedProfile.SIMULATOR)
  String simulator;

  @ConfigProperty(name = UpgradedProfile.RECEIVER)
  int receiver;

  private final Map<String, Optional<StoredForecasts>> forecasts = new HashMap<>();
  private List<OrgState> before = List.of();
  private List<Glance> glances = List.of();
  private JsonNode orgs = JSON.nullNode();
  private JsonNode alerts = JSON.nullNode();
  private JsonNode alertsAfter = JSON.nullNode();
  private List<JsonNode> messages = List.of();

  @BeforeAll
  void theFleetIsReadAsItWasAndThenItsLimitsFall() {
    before = states.readAll(READ);
    read(25);
    glances = index.glances(READ);
    MOVED.keySet().forEach(org -> forecasts.put(org, forecastStore.load(new OrgId(org))));
    orgs = get("/api/orgs");
    alerts = get("/api/alerts?state=all");
    awaitMessages(all -> WAITING.stream().allMatch(id -> count(all, is(id)) > 0));
    UpgradeFleet.calm(simulator);
    for (int minutes = 30; minutes <= 150; minutes += 5) {
      read(minutes);
    }
    alertsAfter = get("/api/alerts?state=all");
    // Five that waited, and the ends of seven.
    int most = WAITING.size() + OPEN.size();
    for (Name target : List.of(Name.HOOKS, Name.PAGER)) {
      awaitMessages(all -> count(all, ofUsage(target)) >= most);
    }
    messages =
        awaitMessages(all -> titles(all).stream().allMatch(title -> count(all, toChat(title)) > 0));
  }

  @Test
  void orgsHaveTheStatusThatTheyHad() {
    assertThat(orgs)
        .extracting(o -> o.path("org").asText() + " " + o.path("status").asText())
        .containsExactlyInAnyOrder(
            "acme-prod exhausted",
            "acme-erp escalation",
            "acme-uat ok",
            "globex-dark not-reporting",
            "globex-full exhausted",
            "globex-lost not-reporting");
    assertThat(orgs)
        .filteredOn(o -> o.path("org").asText().equals("globex-dark"))
        .singleElement()
        .satisfies(
            o ->
                assertThat(Instant.parse(o.path("lastReadAt").asText()))
                    .isBefore(STOPPED_AT.plus(Duration.ofMinutes(10))));
  }

  @Test
  void alertsAreListedUnderTheKeysTheyWereOpenedUnder() {
    assertThat(usage(alerts).filter(a -> is(a, "status", "open")).map(FirstReleaseIT::alert))
        .containsExactlyInAnyOrderElementsOf(OPEN);
    assertThat(usage(alerts).filter(a -> is(a, "status", "resolved")).map(FirstReleaseIT::alert))
        .containsExactlyInAnyOrderElementsOf(RESOLVED);
  }

  /** Its rows of alerts stand in the same index; see the test before. */
  @Test
  void statesWithoutARowOfTheIndexAreReadAndGetOneWithTheNextPoll() {
    assertThat(before)
        .hasSameSizeAs(READ)
        .allSatisfy(state -> assertThat(state.lastSlot()).isNotNull())
        .extracting(OrgState::shown)
        .containsOnly(Shown.NOTHING);
    assertThat(glances).extracting(Glance::org).containsExactlyInAnyOrderElementsOf(READ);
    assertThat(glances)
        .filteredOn(g -> g.org().equals(READ.getFirst()))
        .singleElement()
        .satisfies(g -> assertThat(g.severity()).isEqualTo(Severity.EXHAUSTED));
  }

  @Test
  void everyReadingOfTheHistoryIsThere() {
    Instant from = STOPPED_AT.minus(Duration.ofMinutes(UpgradeFleet.HISTORY));
    for (Course course : UpgradeFleet.COURSES) {
      List<String> expected = new ArrayList<>();
      for (int m = UpgradeFleet.HISTORY; m >= 0; m -= UpgradeFleet.step(m)) {
        if (UpgradeFleet.answers(course.org(), m)) {
          expected.add("%d min: %d of %d".formatted(m, course.used().applyAsLong(m), course.max()));
        }
      }
      if (expected.isEmpty()) {
        continue;
      }
      JsonNode series =
          JSON.valueToTree(
              given()
                  .port(port)
                  .queryParam("limit", course.limit())
                  .queryParam("from", from.toString())
                  .queryParam("to", STOPPED_AT.plusSeconds(1).toString())
                  .get("/api/orgs/{org}/series", course.org())
                  .jsonPath()
                  .getList("points"));
      assertThat(series)
          .as("%s of %s", course.limit(), course.org())
          .extracting(
              p ->
                  "%d min: %d of %d"
                      .formatted(
                          Duration.between(Instant.parse(p.path("t").asText()), STOPPED_AT)
                              .toMinutes(),
                          p.path("used").asLong(),
                          p.path("max").asLong()))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void forecastsAreThoseThatWereKept() {
    MOVED.forEach(
        (org, limits) -> {
          StoredForecasts kept = requireNonNull(forecasts.get(org)).orElseThrow();
          assertThat(kept.asOf()).as(org).isBeforeOrEqualTo(STOPPED_AT);
          assertThat(kept.limits().keySet())
              .as(org)
              .extracting(LimitName::value)
              .containsAll(limits);
          assertThat(OrgForecasts.restore(limit -> catalogue.describe(limit).window(), kept))
              .as(org)
              .isPresent();
        });
  }

  @Test
  void waitingMessagesAreSentOnceAndSentOnesAreNotRepeated() {
    assertThat(messages)
        .filteredOn(ofUsage(Name.HOOKS))
        .filteredOn(m -> !transition(m).equals("resolved") || WAITING.contains(id(m)))
        .extracting(FirstReleaseIT::id)
        .containsExactlyInAnyOrderElementsOf(WAITING);
    assertThat(messages)
        .filteredOn(ofUsage(Name.HOOKS))
        .filteredOn(m -> id(m).matches("acme-prod:1(27|30):0:hooks"))
        .extracting(m -> body(m).at("/data/severity").asText())
        .containsExactly("escalation", "exhausted");
  }

  @Test
  void alertsThatEndedBeforeAnyMessageAreNotSent() {
    assertThat(messages)
        .extracting(FirstReleaseIT::id)
        .doesNotContainAnyElementsOf(NOT_WORTH_TELLING);
    assertThat(messages)
        .extracting(m -> m.path("body").asText())
        .noneMatch(b -> b.contains(RESOLVED.get(2).key()));
  }

  @Test
  void alertsResolveUnderTheKeysTheyWereOpenedUnder() {
    assertThat(usage(alertsAfter).filter(a -> is(a, "status", "open"))).isEmpty();
    for (Alert alert : OPEN) {
      assertThat(usage(alertsAfter).filter(a -> is(a, "key", alert.key())))
          .singleElement()
          .satisfies(
              a -> {
                assertThat(a.path("resolvedAt").asText()).isGreaterThan(STOPPED_AT.toString());
                assertThat(openedAt(a)).isEqualTo(alert.minutes());
              });
      assertThat(messages)
          .filteredOn(ofUsage(Name.HOOKS))
          .filteredOn(m -> body(m).at("/data/key").asText().equals(alert.key()))
          .filteredOn(m -> transition(m).equals("resolved"))
          .singleElement()
          .satisfies(
              m -> {
                assertThat(body(m).at("/data/org").asText()).isEqualTo(alert.org());
                assertThat(body(m).at("/data/limit").asText()).isEqualTo(alert.limit());
              });
      assertThat(messages)
          .filteredOn(ofUsage(Name.PAGER))
          .filteredOn(m -> body(m).path("dedup_key").asText().equals(alert.key()))
          .filteredOn(m -> body(m).path("event_action").asText().equals("resolve"))
          .hasSize(1);
    }
  }

  @Test
  void everyTargetReceivesTheSame() {
    List<String> titles = titles(messages);

    assertThat(titles).hasSize(WAITING.size() + OPEN.size()).doesNotHaveDuplicates();
    assertThat(messages)
        .filteredOn(ofUsage(Name.PAGER))
        .extracting(m -> body(m).at("/payload/summary").asText())
        .containsExactlyInAnyOrderElementsOf(titles);
    for (String title : titles) {
      assertThat(messages).filteredOn(toChat(title)).as(title).hasSize(1);
    }
  }

  @Test
  void theTargetThatHadGoneIsLeftAlone() {
    assertThat(messages).noneMatch(m -> is(m, "target", "GONE"));
  }

  /** Has every org read for the slot that comes so many minutes after the end. */
  private void read(int minutes) {
    Map<String, ?> asked =
        Map.of(
            "slot",
            STOPPED_AT.plus(Duration.ofMinutes(minutes)).toString(),
            "orgs",
            UpgradeFleet.ORGS);
    Map<String, ?> record = Map.of("messageId", "m", "body", write(asked));
    given()
        .port(port)
        .contentType(ContentType.JSON)
        .body(write(Map.of("Records", List.of(record))))
        .post("/functions/poll")
        .then()
        .statusCode(200)
        .body("batchItemFailures", empty());
  }

  private JsonNode get(String path) {
    return read(given().port(port).get(path).then().statusCode(200).extract().asString());
  }

  /** All that the targets got, once that is so. */
  private List<JsonNode> awaitMessages(Predicate<List<JsonNode>> enough) {
    List<JsonNode> all = messagesAfter(-1);
    while (!enough.test(all)) {
      List<JsonNode> more = messagesAfter(all.size());
      if (more.size() == all.size()) {
        throw new AssertionError("nothing more came than " + all);
      }
      all = more;
    }
    return all;
  }

  /** All of them, when there are more than that, or after a while. */
  private List<JsonNode> messagesAfter(int known) {
    return list(read(given().port(receiver).get("/?" + known).asString()));
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static Stream<JsonNode> usage(JsonNode alerts) {
    return list(alerts).stream().filter(a -> is(a, "rule", "usage"));
  }

  private static Alert alert(JsonNode a) {
    return new Alert(
        a.path("key").asText(),
        a.path("org").asText(),
        a.path("limit").asText(),
        a.path("reason").asText(),
        a.path("severity").asText(),
        openedAt(a));
  }

  private static int openedAt(JsonNode alert) {
    return (int)
        Duration.between(Instant.parse(alert.path("openedAt").asText()), STOPPED_AT).toMinutes();
  }

  private static long count(List<JsonNode> all, Predicate<JsonNode> which) {
    return all.stream().filter(which).count();
  }

  private static Predicate<JsonNode> is(String id) {
    return message -> id(message).equals(id);
  }

  /** Messages to a target of the only kind of alert that the first release knew. */
  private static Predicate<JsonNode> ofUsage(Name target) {
    String rule = target == Name.HOOKS ? "/data/rule" : "/payload/class";
    return message ->
        is(message, "target", target.name()) && body(message).at(rule).asText().equals("usage");
  }

  private static Predicate<JsonNode> toChat(String title) {
    return message ->
        is(message, "target", "CHAT") && body(message).path("text").asText().endsWith(": " + title);
  }

  /** What the webhook was told, in words. */
  private static List<String> titles(List<JsonNode> messages) {
    return messages.stream()
        .filter(ofUsage(Name.HOOKS))
        .map(m -> body(m).at("/data/title").asText())
        .toList();
  }

  private static boolean is(JsonNode object, String member, String value) {
    return object.path(member).asText().equals(value);
  }

  private static String id(JsonNode message) {
    return message.path("id").asText();
  }

  private static String transition(JsonNode message) {
    return body(message).at("/data/transition").asText();
  }

  private static JsonNode body(JsonNode message) {
    return read(message.path("body").asText());
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
