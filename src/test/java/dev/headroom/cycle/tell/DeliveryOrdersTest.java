package dev.headroom.cycle.tell;

import static dev.headroom.cycle.tell.Telling.HOOKS;
import static dev.headroom.cycle.tell.Telling.PAGER;
import static dev.headroom.cycle.tell.Telling.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Severity;
import dev.headroom.cycle.ask.DeliveryOrders;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Transitions;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator orders about deliveries. */
class DeliveryOrdersTest {
  private static final String ACTOR = "command line, ann";

  private final Telling world = new Telling();
  private final DeliveryOrders orders = world.orders();

  @Test
  void whatWasRejectedIsSentAgainWhenAPersonAsksForIt() {
    world.answer(HOOKS, Telling.refusing(RejectKind.POISON));
    OutboxId id = world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    assertThat(status(id)).isEqualTo(Status.REJECTED);
    world.answer(HOOKS, Telling::accept);

    OrderReport report = replay(Map.of("target", "hooks", "by", "Ann"));
    assertThat(report.violations()).isEmpty();
    assertThat(report.text()).isEqualTo("1 are sent again, 0 are not");
    assertThat(world.audited().getLast().actor()).isEqualTo("Ann (command line, ann)");
    world.runFor(Duration.ofMinutes(1));
    assertThat(status(id)).isEqualTo(Status.DELIVERED);
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened");

    // Nothing is left to be sent again.
    assertThat(replay(Map.of("id", id.toString(), "by", "Ann")).text())
        .isEqualTo("0 are sent again, 0 are not");
    world.runFor(Duration.ofMinutes(5));
    assertThat(world.heard(HOOKS)).hasSize(2);
  }

  @Test
  void severalOfAnAlertAreSentAgainInTheirOrder() {
    world.answer(HOOKS, Telling.refusing(RejectKind.POISON));
    world.openEpisode();
    world.escalate();
    world.runFor(Duration.ofMinutes(1));
    world.answer(HOOKS, Telling::accept);
    int asked = world.heard(HOOKS).size();
    replay(Map.of("from", "2026-11-25T00:00:00Z", "to", "2026-11-26T00:00:00Z", "by", "Ann"));
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS).subList(asked, world.heard(HOOKS).size()))
        .containsExactly("opened", "escalated");
  }

  @Test
  void whatIsOverOrFollowedIsNotSentAgainAndTheAnswerSaysSo() {
    world.answer(HOOKS, Telling.refusing(RejectKind.POISON));
    OutboxId followed = world.openEpisode();
    world.tell(Transitions.openedOf("Other", Severity.ATTENTION, 62_000));
    world.runFor(Duration.ofMinutes(1));
    world.answer(HOOKS, Telling::accept);
    world.escalate();
    world.runFor(Duration.ofMinutes(1));
    assertThat(replay(Map.of("id", followed.toString(), "by", "Ann")).text())
        .contains("0 are sent again, 1 are not")
        .contains("a later message of the alert was received");
    world.resolve();
    world.runFor(Duration.ofMinutes(1));
    assertThat(replay(Map.of("id", followed.toString(), "by", "Ann")).text())
        .contains("the alert is over");
    assertThat(status(followed)).isEqualTo(Status.REJECTED);
  }

  @Test
  void onlyWhatWasDecidedInTheTimeRangeIsSentAgain() {
    world.answer(HOOKS, Telling.refusing(RejectKind.POISON));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    assertThat(replay(Map.of("to", Telling.START.toString(), "by", "Ann")).text())
        .isEqualTo("0 are sent again, 0 are not");
    assertThat(replay(Map.of("from", Telling.START.toString(), "by", "Ann")).text())
        .isEqualTo("1 are sent again, 0 are not");
  }

  @Test
  void aTestIsSentToItsTargetAloneMarkedAndResolvedOnceItArrived() {
    world.setRoutes(Telling.route(null, HOOKS), Telling.route(null, PAGER));
    world.answer(HOOKS, failing());
    OrderReport report = test("hooks");
    assertThat(report.violations()).isEmpty();
    world.runFor(Duration.ofSeconds(20));
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(2));
    assertThat(world.titles(HOOKS).getLast())
        .isEqualTo("Test of target hooks is over (resolved, was attention)");
    assertThat(world.titles(HOOKS))
        .contains("Test of target hooks: nothing is wrong, and this message arrived (attention)");
    assertThat(world.words(HOOKS)).endsWith("opened", "resolved");
    assertThat(world.heard(PAGER)).isEmpty();
    assertThat(world.audited().getLast().changes().getFirst().kind()).isEqualTo("test-fire");
  }

  @Test
  void aTestThatNeverArrivesIsOverAllTheSame() {
    world.answer(HOOKS, failing());
    test("all");
    world.runFor(Duration.ofMinutes(20));
    assertThat(world.words(PAGER)).containsExactly("opened", "resolved");
    assertThat(world.store.deliveries().stream().filter(d -> d.target().equals(HOOKS)))
        .extracting(Delivery::status)
        .containsExactly(Status.OVERTAKEN, Status.NOT_NEEDED);
  }

  @Test
  void aSecondTestWaitsForTheFirst() {
    world.answer(HOOKS, failing());
    test("hooks");
    test("hooks");
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.store.deliveries()).hasSize(1);
  }

  @Test
  void whatWaitsAndWhatWasGivenUpIsListedByTargetStateAndAlert() {
    world.setRoutes(Telling.route(null, HOOKS), Telling.route(null, PAGER));
    world.answer(HOOKS, Telling.refusing(RejectKind.POISON));
    world.answer(PAGER, failing());
    world.openEpisode();
    world.runFor(Duration.ofSeconds(5));
    assertThat(listed(Map.of())).containsExactlyInAnyOrder("hooks rejected", "pager pending");
    assertThat(listed(Map.of("target", "pager"))).containsExactly("pager pending");
    assertThat(listed(Map.of("state", "rejected"))).containsExactly("hooks rejected");
    assertThat(listed(Map.of("state", "rejected", "target", "pager"))).isEmpty();
    assertThat(listed(Map.of("most", "1"))).hasSize(1);
    OrderReport report = orders.list(TenantScope.all(), Map.of("target", "hooks"));
    assertThat(report.text()).contains("acme-prod:1:0 to hooks: rejected, 1 attempts (no)");
    assertThat(report.answer().toString()).contains(Transitions.KEY.hash());
  }

  @ParameterizedTest
  @CsvSource({
    "state, lost, is not a state of a delivery",
    "target, nowhere, is not a target of the manifest",
    "most, 501, is not a number from 1 to 500",
    "most, many, is not a number from 1 to 500",
    "alert, abcdef, is not the key of one of the newest alerts",
  })
  void aWrongFilterIsNamed(String member, String value, String problem) {
    assertThat(orders.list(TenantScope.all(), Map.of(member, value)).violations())
        .extracting(Violation::path, Violation::problem)
        .containsExactly(org.assertj.core.api.Assertions.tuple(member, problem));
  }

  @Test
  void aReplayOfEverythingHasToBeSaid() {
    assertThat(replay(Map.of("by", "Ann")).violations())
        .extracting(Violation::path)
        .containsExactly("id");
    assertThat(replay(Map.of("target", "hooks")).violations())
        .extracting(Violation::path)
        .containsExactly("by");
    assertThat(replay(Map.of("from", "yesterday", "by", "Ann")).violations())
        .extracting(Violation::path)
        .containsExactly("from");
    assertThat(test("nowhere").violations()).extracting(Violation::path).containsExactly("target");
  }

  @Test
  void theKeyOfATestIsNotThatOfTheTargetsTrouble() {
    assertThat(AlertKey.test("hooks")).isNotEqualTo(AlertKey.target("hooks"));
  }

  private OrderReport replay(Map<String, String> members) {
    return orders.replay(TenantScope.all(), members, ACTOR);
  }

  private OrderReport test(String target) {
    return orders.test(TenantScope.all(), Map.of("target", target, "by", "Ann"), ACTOR);
  }

  private Status status(OutboxId id) {
    return world.store.find(new DeliveryRef(id, HOOKS)).orElseThrow().status();
  }

  private List<String> listed(Map<String, String> members) {
    OrderReport report = orders.list(TenantScope.all(), members);
    assertThat(report.violations()).isEmpty();
    return ((List<?>) Objects.requireNonNull(report.answer().get("deliveries")))
        .stream()
            .map(one -> (Map<?, ?>) one)
            .map(one -> one.get("target") + " " + one.get("state"))
            .toList();
  }
}
