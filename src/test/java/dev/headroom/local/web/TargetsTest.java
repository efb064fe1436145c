package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Severity;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.Trouble;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of targets, in the API and on pages. */
@QuarkusTest
@TestProfile(WebProfile.class)
class TargetsTest {
  private static final Target CHAT = FakeFleet.TARGETS.get(0);
  private static final Target HOOKS = FakeFleet.TARGETS.get(1);
  private static final Target REMOVED = FakeFleet.TARGETS.get(2);

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject InMemoryNotifyStore store;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @AfterEach
  void forget() {
    store.all().forEach(store::forget);
    store
        .deliveries()
        .forEach(
            d ->
                store.replaceIfUnchanged(
                    d, d.delivered("ok", true, FakeClocks.REAL_NOW), FakeClocks.REAL_NOW));
  }

  @Test
  void targetsOfTheManifestAreListedWithEveryMember() {
    assertThat(targets()).extracting(t -> t.get("target")).containsExactly("chat", "hooks");
    assertThat(targets().getFirst()).isEqualTo(row("chat", "slack", "ok", null, null, null, 0));
  }

  @Test
  void aHeldTargetShowsSinceWhenWhyAndHowManyMessagesWait() {
    trouble(Trouble.parked(CHAT, "Slack answered 404: no_service", FakeClocks.REAL_NOW));
    trouble(
        Trouble.disabled(
            HOOKS, "alerts.acme.com/... answered 410", FakeClocks.REAL_NOW.minusSeconds(3_600)));
    trouble(Trouble.parked(REMOVED, "401", FakeClocks.REAL_NOW));
    store.rememberSuccess(HOOKS.id(), FakeClocks.REAL_NOW.minus(Duration.ofDays(2)));
    waits(CHAT.id());
    waits(CHAT.id());

    assertThat(targets())
        .containsExactly(
            row(
                "chat",
                "slack",
                "parked",
                "2026-03-01T08:00:00Z",
                "Slack answered 404: no_service",
                null,
                2),
            row(
                "hooks",
                "webhook",
                "disabled",
                "2026-03-01T07:00:00Z",
                "alerts.acme.com/... answered 410",
                "2026-02-27T08:00:00Z",
                0));
  }

  @Test
  void aProblemOfOtherSettingsOrAPastOneIsIgnored() {
    Target before = new Target(CHAT.id(), "slack", Map.of("url", "env:OTHER"));
    trouble(Trouble.disabled(before, "410", FakeClocks.REAL_NOW));
    trouble(Trouble.parked(HOOKS, "401", FakeClocks.REAL_NOW).over());
    assertThat(targets()).extracting(t -> t.get("status")).containsExactly("ok", "ok");
    assertThat(page("/")).doesNotContain("notifications");
  }

  @Test
  void aTargetThatOnlyFailsForNowIsOkWithItsBacklog() {
    waits(HOOKS.id());
    assertThat(targets().get(1)).containsEntry("status", "ok").containsEntry("backlog", 1);
  }

  @Test
  void thePageSaysWhatToDo() {
    assertThat(page("/targets")).contains("All 2 targets accept notifications").contains(">never<");
    trouble(Trouble.parked(CHAT, "Slack answered 403: <b>no</b>", FakeClocks.REAL_NOW));
    assertThat(page("/targets"))
        .contains("1 of 2 targets does not accept notifications")
        .contains("s-parked")
        .contains("<code>manage resume chat</code>")
        .contains("Slack answered 403: &lt;b&gt;no&lt;/b&gt;")
        .doesNotContain("removed");
  }

  @Test
  void everyPageLeadsToTheTargetsAndTheFleetSaysWhichAreHeld() {
    assertThat(page("/alerts")).contains("href=\"/targets\"").contains("/api/targets");
    assertThat(page("/")).doesNotContain("held-h");
    trouble(Trouble.disabled(HOOKS, "it answered 410", FakeClocks.REAL_NOW));
    assertThat(page("/"))
        .contains("1 target does not accept notifications")
        .contains(">hooks</a> has been disabled since")
        .contains("it answered 410");
    assertThat(page("/alerts")).contains("<span class=\"count hot\">1</span></a>");
    trouble(Trouble.parked(CHAT, "it answered 401", FakeClocks.REAL_NOW));
    assertThat(page("/")).contains("2 targets do not accept notifications");
  }

  @Test
  void anAlertSaysWhichTargetsDoNotKnowItsState() {
    OutboxId opened = waits(CHAT.id(), Fixtures.SLOT);
    waits(HOOKS.id(), Fixtures.SLOT);
    assertThat(notTold()).isEmpty();
    OutboxId of = waits(CHAT.id(), Fixtures.SLOT.minusSeconds(300));
    park(of, CHAT.id());
    assertThat(notTold()).isEmpty();
    park(opened, CHAT.id());
    assertThat(notTold())
        .containsExactly(Map.of("target", "chat", "status", "parked", "why", "it answered 401"));
    assertThat(page("/alerts")).contains("not sent: chat (parked)");
    Delivery parked = store.find(new DeliveryRef(opened, CHAT.id())).orElseThrow();
    assertThat(
            store.replaceIfUnchanged(
                parked, parked.delivered("ok", true, FakeClocks.REAL_NOW), FakeClocks.REAL_NOW))
        .isPresent();
    assertThat(notTold()).isEmpty();
    assertThat(page("/alerts")).doesNotContain("not told");
  }

  private void park(OutboxId id, TargetId target) {
    Delivery delivery = store.find(new DeliveryRef(id, target)).orElseThrow();
    Delivery.Problem problem =
        new Delivery.Problem("unusable", "it answered 401", FakeClocks.REAL_NOW);
    assertThat(
            store.replaceIfUnchanged(
                delivery,
                delivery.parked(problem, false, FakeClocks.REAL_NOW),
                FakeClocks.REAL_NOW))
        .isPresent();
  }

  private static List<Map<String, Object>> notTold() {
    return requireNonNull(get("/api/alerts?state=open").jsonPath().getList("[0].notTold"));
  }

  private void trouble(Trouble trouble) {
    assertThat(store.replaceIfUnchanged(null, trouble)).isPresent();
  }

  private void waits(TargetId target) {
    waits(target, Fixtures.SLOT);
  }

  private OutboxId waits(TargetId target, Instant openedAt) {
    OutboxId id =
        store.append(
            Transitions.openedAt(openedAt, Severity.ATTENTION, 62_000), FakeClocks.REAL_NOW);
    Decision decision =
        new Decision(List.of(target), new TreeMap<>(Map.of(target, id)), "acme", new TreeMap<>());
    assertThat(
            store.handOver(
                store.find(id).orElseThrow(),
                decision,
                decision.deliveries(id, null, FakeClocks.REAL_NOW),
                FakeClocks.REAL_NOW))
        .isTrue();
    return id;
  }

  private static Map<String, Object> row(
      String target,
      String type,
      String status,
      @org.jspecify.annotations.Nullable String since,
      @org.jspecify.annotations.Nullable String why,
      @org.jspecify.annotations.Nullable String lastSuccess,
      int backlog) {
    Map<String, Object> row = new HashMap<>();
    row.put("target", target);
    row.put("type", type);
    row.put("status", status);
    row.put("since", since);
    row.put("why", why);
    row.put("lastSuccess", lastSuccess);
    row.put("backlog", backlog);
    return row;
  }

  private static List<Map<String, Object>> targets() {
    return requireNonNull(get("/api/targets").jsonPath().getList("$"));
  }

  private static String page(String url) {
    Response answer = get(url);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.asString();
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).get(url);
  }
}
