package dev.headroom.cycle.tell;

import static dev.headroom.cycle.tell.Telling.HOOKS;
import static dev.headroom.cycle.tell.Telling.PAGER;
import static dev.headroom.cycle.tell.Telling.failing;
import static dev.headroom.cycle.tell.Telling.refusing;
import static dev.headroom.cycle.tell.Telling.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.Telling.Answer;
import dev.headroom.fleet.Settings;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.org.OrgId;
import dev.headroom.report.TargetView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That a target takes no messages is an alert, told through the others. */
class TargetAlertsTest {
  private static final Answer UNUSABLE = refusing(RejectKind.UNUSABLE);
  private static final Answer GONE = n -> new DeliveryResult.Gone("it answered 410");

  private final Telling world = new Telling();

  @Test
  void aParkedTargetIsReportedThroughTheOtherAndResolvedWhenItAcceptsMessagesAgain() {
    world.setRoutes(route(null, HOOKS), route(Severity.ESCALATION, PAGER));
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.titles(PAGER))
        .containsExactly("Target hooks refuses messages: no (escalation)");
    assertThat(world.words(HOOKS)).containsExactly("opened");
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(61));
    assertThat(world.titles(PAGER))
        .containsExactly(
            "Target hooks refuses messages: no (escalation)",
            "Target hooks takes messages again (resolved, was escalation)");
    assertThat(world.targetAlerts())
        .containsExactly("hooks opened, refused", "hooks resolved, refused");
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened");
  }

  @Test
  void aDisabledTargetIsReportedAsSuchAndFailedTrialsAddNothing() {
    world.setRoutes(route(null, HOOKS), route(null, PAGER));
    world.answer(HOOKS, GONE);
    world.openEpisode();
    world.runFor(Duration.ofHours(1));
    world.resume(HOOKS);
    world.runFor(Duration.ofHours(1));
    world.apply();
    world.runFor(Duration.ofHours(1));
    assertThat(world.titles(PAGER).getLast())
        .isEqualTo("Target hooks is disabled: it answered 410 (escalation)");
    assertThat(world.targetAlerts()).containsExactly("hooks opened, refused");
    world.answer(HOOKS, Telling::accept);
    world.resume(HOOKS);
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.targetAlerts()).last().isEqualTo("hooks resolved, refused");
  }

  @Test
  void aTemporarilyFailingTargetIsNotAnAlert() {
    world.setRoutes(route(null, HOOKS), route(null, PAGER));
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofHours(25));
    assertThat(world.targetAlerts()).isEmpty();
  }

  @Test
  void otherSettingsResolveItAndSoDoesAResumeWithNothingToTry() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    world.answer(HOOKS, Telling::accept);
    world.setTarget(HOOKS, "b");
    world.runFor(Duration.ofSeconds(20));
    assertThat(world.targetAlerts())
        .containsExactly("hooks opened, refused", "hooks resolved, refused");

    world.answer(HOOKS, UNUSABLE);
    world.escalate();
    world.runFor(Duration.ofSeconds(20));
    world.answer(HOOKS, failing());
    world.resolve();
    world.setRoutes();
    world.runFor(Duration.ofSeconds(20));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.PARKED);
    world.answer(HOOKS, Telling::accept);
    world.resume(HOOKS);
    world.runFor(Duration.ofSeconds(20));
    assertThat(world.targetAlerts()).last().isEqualTo("hooks resolved, refused");
    assertThat(world.store.all()).isEmpty();
  }

  @Test
  void whatIsRemovedFromTheManifestIsResolvedAsRemoved() {
    world.setRoutes(route(null, HOOKS), route(null, PAGER));
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    world.remove(HOOKS);
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.targetAlerts())
        .containsExactly("hooks opened, refused", "hooks resolved, removed");
    assertThat(world.titles(PAGER).getLast())
        .isEqualTo("Target hooks was removed (resolved, was escalation)");
    int reads = world.fleetReads();
    world.runFor(Duration.ofMinutes(30));
    assertThat(world.fleetReads() - reads).isLessThanOrEqualTo(looksForTests(30));
  }

  /** A process looks for open tests of another one every five minutes. */
  private static int looksForTests(int minutes) {
    return minutes / (int) TestFires.EVERY.toMinutes() + 1;
  }

  @Test
  void withoutARouteForAlertsOfNoOrgTheOtherTargetsAreNotified() {
    Route ofTenant =
        new Route(new Route.Match(null, "acme", Map.of(), List.of()), List.of(HOOKS, PAGER), false);
    world.setRoutes(route(null, HOOKS));
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.setRoutes(ofTenant);
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.titles(PAGER))
        .containsExactly("Target hooks refuses messages: no (escalation)");
  }

  @Test
  void aMinuteInWhichNothingChangesReadsNoState() {
    world.openEpisode();
    world.runFor(Duration.ofHours(1));
    assertThat(world.fleetReads()).isBetween(1, 1 + looksForTests(60));
    int before = world.fleetReads();
    world.answer(HOOKS, UNUSABLE);
    world.escalate();
    world.runFor(Duration.ofMinutes(1));
    int reads = world.fleetReads();
    assertThat(reads - before).isLessThanOrEqualTo(4);
    world.runFor(Duration.ofMinutes(50));
    assertThat(world.fleetReads() - reads).isLessThanOrEqualTo(looksForTests(50));
  }

  @Test
  void anAlertThatAnotherProcessOpenedIsResolvedBeforeItsTroubleIsForgotten() {
    InMemoryAlertStates states = new InMemoryAlertStates();
    InMemoryNotifyStore store = new InMemoryNotifyStore();
    Target chat = new Target(new TargetId("chat"), "slack", Map.of());
    Settings settings = new Settings(1, List.of(), Map.of(chat.id(), chat), List.of());
    TargetAlerts one = alerts(states);
    TargetAlerts other = alerts(states);
    assertThat(one.judge(Map.of(), false, settings)).isTrue();
    Trouble parked = Trouble.parked(chat, "404", Telling.START);
    assertThat(other.judge(Map.of(chat.id(), parked), false, settings)).isTrue();
    assertThat(states.open()).hasSize(1);
    // The one never saw the trouble, only that it is over.
    assertThat(one.judge(Map.of(), true, settings)).isTrue();
    assertThat(states.open()).isEmpty();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void aCommitThatOthersOvertakeIsMadeAgain() {
    InMemoryAlertStates states = new InMemoryAlertStates();
    Target chat = new Target(new TargetId("chat"), "slack", Map.of());
    Settings settings = new Settings(1, List.of(), Map.of(chat.id(), chat), List.of());
    List<OrgState> read = new ArrayList<>();
    TargetAlerts alerts =
        new TargetAlerts(new Contested(states, read), SlotObservers.NONE, () -> Telling.START);
    Trouble parked = Trouble.parked(chat, "404", Telling.START);
    assertThat(alerts.judge(Map.of(chat.id(), parked), false, settings)).isTrue();
    assertThat(read).hasSizeGreaterThan(1);
    assertThat(states.open()).hasSize(1);
  }

  @Test
  void eachEpisodeHasItsOwnSlotThoughTheClockStandsStill() {
    InMemoryAlertStates states = new InMemoryAlertStates();
    TargetAlerts alerts = alerts(states);
    Target chat = new Target(new TargetId("chat"), "slack", Map.of());
    Settings settings = new Settings(1, List.of(), Map.of(chat.id(), chat), List.of());
    Trouble parked = Trouble.parked(chat, "404", Telling.START);
    for (int i = 0; i < 3; i++) {
      assertThat(alerts.judge(Map.of(chat.id(), parked), false, settings)).isTrue();
      assertThat(alerts.judge(Map.of(), true, settings)).isTrue();
    }
    assertThat(states.newest(9)).hasSize(3).noneMatch(a -> a.episode().isOpen());
    assertThat(states.read(OrgId.FLEET).version()).isEqualTo(6);
  }

  @Test
  void theAlertSaysWhatItIsAbout() {
    InMemoryAlertStates states = new InMemoryAlertStates();
    Target chat = new Target(new TargetId("chat"), "slack", Map.of());
    Settings settings = new Settings(1, List.of(), Map.of(chat.id(), chat), Set.of(), List.of());
    Trouble gone = Trouble.disabled(chat, "it answered 410", Telling.START);
    assertThat(alerts(states).judge(new TreeMap<>(Map.of(chat.id(), gone)), false, settings))
        .isTrue();
    AlertKey key = AlertKey.target("chat");
    assertThat(states.outbox(OrgId.FLEET))
        .extracting(InMemoryAlertStates.Told::transition)
        .containsExactly(
            new Transition.Opened(
                key,
                new Episode(
                    Telling.START, Severity.ESCALATION, Reason.REFUSED, Telling.START, null),
                new Evidence.RefusedTarget(Telling.START, "slack", true, "it answered 410")));
    assertThat(key.subject().kind()).isEqualTo("target");
    assertThat(key.subjectId()).isEqualTo("chat");
    assertThat(key.org().isFleet()).isTrue();
  }

  private static TargetAlerts alerts(InMemoryAlertStates states) {
    return new TargetAlerts(states, SlotObservers.NONE, () -> Telling.START.plusMillis(7));
  }

  /** States to which another process commits first, once. */
  private record Contested(InMemoryAlertStates states, List<OrgState> seen)
      implements dev.headroom.alert.AlertStates {
    @Override
    public OrgState read(OrgId org) {
      OrgState read = states.read(org);
      seen.add(read);
      return read;
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      if (seen.size() == 1) {
        Instant other = Telling.START.minusSeconds(1);
        assertThat(states.commit(seen.getFirst().with(List.of(), other), List.of()))
            .isEqualTo(CommitResult.COMMITTED);
      }
      return states.commit(next, transitions);
    }
  }
}
