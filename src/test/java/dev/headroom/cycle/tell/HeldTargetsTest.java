package dev.headroom.cycle.tell;

import static dev.headroom.cycle.tell.Telling.HOOKS;
import static dev.headroom.cycle.tell.Telling.PAGER;
import static dev.headroom.cycle.tell.Telling.failing;
import static dev.headroom.cycle.tell.Telling.refusing;
import static dev.headroom.cycle.tell.Telling.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.Severity;
import dev.headroom.cycle.tell.Telling.Answer;
import dev.headroom.cycle.tell.Telling.Heard;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.Trouble;
import dev.headroom.report.TargetView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Targets that refuse everything: parked, disabled, tried again, resumed. */
class HeldTargetsTest {
  private static final Answer UNUSABLE = refusing(RejectKind.UNUSABLE);
  private static final Answer REFUSED = refusing(RejectKind.CONFIG);
  private static final Answer GONE = n -> new DeliveryResult.Gone("410");
  private static final Instant AGAIN = Transitions.OPENED_AT.plusSeconds(3_600);

  private final Telling world = new Telling();

  @Test
  void aTargetIsParkedAtOnceWhereItsWordIsCertain() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(59));
    assertThat(world.heard(HOOKS)).containsExactly(new Heard(0, "opened"));
    assertThat(world.view(HOOKS))
        .isEqualTo(new TargetView(HOOKS, "fake", TargetView.Status.PARKED, Telling.START, "no"));
    assertThat(statuses()).containsExactly(Status.PARKED);
  }

  @Test
  void aRefusalThatMayPassIsTriedForTenMinutesAsUsualBeforeTheTargetIsParked() {
    world.answer(HOOKS, REFUSED);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(9));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    assertThat(statuses()).containsExactly(Status.PENDING);
    assertThat(world.heard(HOOKS)).hasSizeBetween(15, 25);
    world.runFor(Duration.ofMinutes(2));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.PARKED);
    assertThat(statuses()).containsExactly(Status.PARKED);
    assertThat(world.heard(HOOKS).getLast().second()).isBetween(600L, 660L);
  }

  @Test
  void refusalsWithSomethingElseBetweenThemDoNotParkTheTarget() {
    AtomicInteger calls = new AtomicInteger();
    world.answer(HOOKS, n -> (calls.incrementAndGet() % 5 == 0 ? failing() : REFUSED).to(n));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(50));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    assertThat(statuses()).containsExactly(Status.PENDING);
  }

  @Test
  void oneMessageThatIsRefusedDoesNotParkATargetThatTakesOthers() {
    AtomicInteger taken = new AtomicInteger();
    world.answer(
        HOOKS,
        n ->
            n.transition().word().equals("resolved") || taken.getAndIncrement() == 0
                ? Telling.accept(n)
                : REFUSED.to(n));
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    world.escalate();
    world.runFor(Duration.ofMinutes(6));
    world.store.rememberSuccess(HOOKS, world.instant());
    world.runFor(Duration.ofHours(47));
    assertThat(world.store.all()).isEmpty();
    world.runFor(Duration.ofHours(2));
    assertThat(statuses()).containsExactly(Status.DELIVERED, Status.FAILED);
    // It was told to others, and the target is not kept from anything.
    assertThat(world.targetAlerts())
        .containsExactly("hooks opened, refused", "hooks resolved, refused");
    assertThat(world.store.all()).isEmpty();
  }

  @Test
  void aTargetThatOnlyFailsForNowStaysOk() {
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofHours(47));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    assertThat(world.store.unsettled(9)).hasSize(1);
  }

  @Test
  void afterTwoDaysOneMessageIsGivenUpOthersLearnOfItAndTheRestIsHeldUntilTheTargetIsBack() {
    world.setRoutes(Telling.route(null, HOOKS), Telling.route(null, PAGER));
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofHours(1));
    world.tell(Transitions.openedOf("Other", Severity.ATTENTION, 62_000));
    world.runFor(Duration.ofDays(2));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.PARKED);
    assertThat(world.view(HOOKS).why()).startsWith("a message was given up after 48 hours: 500");
    assertThat(world.titles(PAGER).getLast()).contains("hooks");
    assertThat(world.deadLetters()).hasSize(1);
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofHours(2));
    assertThat(world.store.deliveries().stream().filter(d -> d.target().equals(HOOKS)))
        .extracting(Delivery::status)
        .containsExactly(Status.FAILED, Status.DELIVERED);
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    assertThat(world.words(PAGER)).containsExactly("opened", "opened", "opened", "resolved");
  }

  @Test
  void aParkedTargetIsTriedAfterAnHourThenAfterFourAndThenDaily() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofDays(4));
    assertThat(world.heard(HOOKS).stream().map(h -> Math.round(h.second() / 3600.0)))
        .containsExactly(0L, 1L, 5L, 29L, 53L, 77L);
    assertThat(world.view(HOOKS).since()).isEqualTo(Telling.START);
  }

  @Test
  void oneDeliveryIsTheTrialHoweverManyAreHeldAndItsSuccessLetsAllGo() {
    world.answer(HOOKS, UNUSABLE);
    for (int i = 0; i < 40; i++) {
      world.tell(Transitions.openedOf("Limit" + i, Severity.ATTENTION, 62_000));
    }
    world.runFor(Duration.ofMinutes(50));
    int asked = world.heard(HOOKS).size();
    assertThat(asked).isEqualTo(1);
    world.runFor(Duration.ofMinutes(30));
    assertThat(world.heard(HOOKS)).hasSize(asked + 1);
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofHours(4));
    assertThat(statuses()).hasSize(40).containsOnly(Status.DELIVERED);
    assertThat(world.heard(HOOKS)).hasSize(asked + 1 + 40);
    assertThat(world.store.all()).isEmpty();
  }

  @Test
  void parkedDeliveriesDoNotExpireForFourteenDays() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofDays(14).minusMinutes(1));
    assertThat(statuses()).containsExactly(Status.PARKED);
    world.runFor(Duration.ofMinutes(2));
    assertThat(statuses()).containsExactly(Status.FAILED);
  }

  @Test
  void theAuditNamesWhoResumedATargetButNotWhoResumedNothing() {
    world.resume(HOOKS);
    assertThat(world.audited()).as("it is ok").isEmpty();

    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofHours(2));
    world.resume(HOOKS);
    assertThat(world.audited())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("someone");
              assertThat(entry.resumed()).containsExactly(HOOKS);
              assertThat(entry.manifestDigest()).isNull();
            });
  }

  @Test
  void whatWasHeldHasItsOwnTwoDaysOfRetriesOnceItIsLetGo() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.tell(Transitions.openedOf("Other", Severity.ATTENTION, 62_000));
    world.runFor(Duration.ofDays(3));
    AtomicInteger calls = new AtomicInteger();
    world.answer(HOOKS, n -> calls.incrementAndGet() == 1 ? Telling.accept(n) : failing().to(n));
    world.resume(HOOKS);
    world.runFor(Duration.ofHours(1));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    assertThat(statuses()).containsExactlyInAnyOrder(Status.DELIVERED, Status.PENDING);
    assertThat(calls.get()).isGreaterThan(60);
    world.runFor(Duration.ofDays(2));
    assertThat(statuses()).containsExactlyInAnyOrder(Status.DELIVERED, Status.FAILED);
  }

  @Test
  void aResumedTargetThatMissedAnOpeningAndAnEscalationEndsWithThePresentState() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofHours(2));
    world.escalate();
    world.runFor(Duration.ofHours(6));
    int asked = world.heard(HOOKS).size();
    world.answer(HOOKS, Telling::accept);
    assertThat(world.resume(HOOKS).before()).extracting(TargetView::isHeld).isEqualTo(true);
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.words(HOOKS).subList(asked, world.heard(HOOKS).size()))
        .containsExactly("opened", "escalated");
    assertThat(statuses()).containsOnly(Status.DELIVERED);
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    world.resolve();
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.words(HOOKS)).endsWith("escalated", "resolved");
  }

  @Test
  void alertsThatOpenedAndClosedMeanwhileAreNotReported() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(10));
    world.escalate();
    world.runFor(Duration.ofMinutes(10));
    world.resolve();
    world.runFor(Duration.ofMinutes(10));
    assertThat(statuses()).containsExactly(Status.OVERTAKEN, Status.OVERTAKEN, Status.NOT_NEEDED);
    assertThat(world.store.unsettled(9)).isEmpty();
    world.answer(HOOKS, Telling::accept);
    world.resume(HOOKS);
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).containsExactly("opened");
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
  }

  @Test
  void theResolveOfTheEarlierEpisodeComesFirstAndThenTheNextEpisode() {
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    world.answer(HOOKS, UNUSABLE);
    world.resolve();
    world.runFor(Duration.ofMinutes(1));
    world.tell(Transitions.openedAt(AGAIN, Severity.ATTENTION, 61_000));
    world.runFor(Duration.ofMinutes(1));
    world.tell(
        Transitions.escalatedOf(
            AGAIN, Severity.ATTENTION, Severity.ESCALATION, AGAIN.plusSeconds(300), 82_000));
    world.runFor(Duration.ofMinutes(5));
    assertThat(statuses())
        .containsExactly(Status.DELIVERED, Status.PARKED, Status.PARKED, Status.PARKED);
    assertThat(world.heard(HOOKS)).hasSize(2);
    world.answer(HOOKS, Telling::accept);
    world.resume(HOOKS);
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.words(HOOKS))
        .containsExactly("opened", "resolved", "resolved", "opened", "escalated");
    assertThat(statuses()).containsOnly(Status.DELIVERED);
  }

  @Test
  void whatWaitsBehindAHeldDeliveryCostsNoMessageAMinute() {
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    world.answer(HOOKS, UNUSABLE);
    world.resolve();
    world.tell(Transitions.openedAt(AGAIN, Severity.ATTENTION, 61_000));
    world.runFor(Duration.ofHours(6));
    long sent = world.sent();
    world.runFor(Duration.ofHours(17));
    assertThat(world.sent() - sent).isZero();
  }

  @Test
  void aTargetThatWantsNothingMoreIsAskedNothingMore() {
    world.answer(HOOKS, GONE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    world.escalate();
    world.runFor(Duration.ofDays(13));
    assertThat(world.words(HOOKS)).containsExactly("opened");
    assertThat(world.view(HOOKS))
        .isEqualTo(new TargetView(HOOKS, "fake", TargetView.Status.DISABLED, Telling.START, "410"));
    assertThat(statuses()).containsExactly(Status.PARKED, Status.PARKED);
    world.runFor(Duration.ofDays(2));
    assertThat(statuses()).containsExactly(Status.DISABLED, Status.DISABLED);
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.DISABLED);
  }

  @Test
  void aDisabledTargetReceivesTheCurrentStateOnceItsSettingsChange() {
    world.answer(HOOKS, GONE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    world.escalate();
    world.runFor(Duration.ofHours(30));
    world.apply();
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).containsExactly("opened");
    world.answer(HOOKS, Telling::accept);
    world.setTarget(HOOKS, "b");
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    world.runFor(Duration.ofSeconds(10));
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened", "escalated");
    assertThat(world.store.all()).isEmpty();
  }

  @Test
  void aDisabledTargetReceivesTheCurrentStateOnceItIsResumed() {
    world.answer(HOOKS, GONE);
    world.openEpisode();
    world.runFor(Duration.ofHours(1));
    world.resume(HOOKS);
    world.runFor(Duration.ofHours(30));
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened");
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.DISABLED);
    assertThat(world.view(HOOKS).since()).isEqualTo(Telling.START);
    world.answer(HOOKS, Telling::accept);
    world.resume(HOOKS);
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.words(HOOKS)).containsExactly("opened", "opened", "opened");
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
    assertThat(statuses()).containsExactly(Status.DELIVERED);
  }

  @Test
  void everyApplyTriesParkedTargetsAtOnceAndStartsTheirWaitsAnew() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofHours(10));
    assertThat(world.heard(HOOKS)).hasSize(3);
    world.apply();
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.heard(HOOKS)).hasSize(4);
    assertThat(world.view(HOOKS).since()).isEqualTo(Telling.START);
    world.runFor(Duration.ofMinutes(61));
    assertThat(world.heard(HOOKS)).hasSize(5);
    world.answer(HOOKS, Telling::accept);
    world.apply();
    world.runFor(Duration.ofSeconds(1));
    assertThat(statuses()).containsExactly(Status.DELIVERED);
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
  }

  @Test
  void aTrialThatOnlyFailsForNowIsMadeAgainLikeAnyRetry() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(10));
    world.answer(HOOKS, failing());
    world.resume(HOOKS);
    world.runFor(Duration.ofMinutes(20));
    assertThat(world.heard(HOOKS)).hasSizeBetween(20, 60);
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.PARKED);
    assertThat(statuses()).containsExactly(Status.PARKED);
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(1));
    assertThat(statuses()).containsExactly(Status.DELIVERED);
    assertThat(world.store.all()).isEmpty();
  }

  @Test
  void aTrialThatTheTargetCannotTakeLeavesItToTheNext() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.tell(Transitions.openedOf("Other", Severity.ATTENTION, 62_000));
    world.runFor(Duration.ofMinutes(10));
    AtomicInteger calls = new AtomicInteger();
    world.answer(
        HOOKS,
        n -> calls.incrementAndGet() == 1 ? refusing(RejectKind.POISON).to(n) : Telling.accept(n));
    world.resume(HOOKS);
    world.runFor(Duration.ofMinutes(1));
    assertThat(statuses()).containsExactlyInAnyOrder(Status.REJECTED, Status.DELIVERED);
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
  }

  @Test
  void aResumedTargetThatIsStillRefusedGetsNoSecondTenMinutes() {
    world.answer(HOOKS, REFUSED);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(30));
    int asked = world.heard(HOOKS).size();
    world.resume(HOOKS);
    world.runFor(Duration.ofMinutes(50));
    assertThat(world.heard(HOOKS)).hasSize(asked + 1);
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.PARKED);
  }

  @Test
  void aTargetThatIsRemovedAndAddedAgainBeginsAnew() {
    for (Answer answer : List.of(UNUSABLE, GONE)) {
      Telling fresh = new Telling();
      fresh.answer(HOOKS, answer);
      fresh.openEpisode();
      fresh.runFor(Duration.ofMinutes(5));
      fresh.remove(HOOKS);
      fresh.runFor(Duration.ofMinutes(5));
      fresh.answer(HOOKS, Telling::accept);
      fresh.addAgain(HOOKS);
      assertThat(fresh.view(HOOKS).status()).isEqualTo(TargetView.Status.OK);
      fresh.runFor(Duration.ofMinutes(1));
      assertThat(fresh.store.deliveries())
          .extracting(Delivery::status)
          .containsExactly(Status.DELIVERED);
      assertThat(fresh.store.all()).isEmpty();
    }
  }

  @Test
  void aRestartLeavesAParkedTargetParkedAndItsTrialsGoOn() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(5));
    world.loseMessages();
    world.answer(HOOKS, Telling::accept);
    world.resume();
    world.runFor(Duration.ofMinutes(50));
    assertThat(world.view(HOOKS).status()).isEqualTo(TargetView.Status.PARKED);
    world.runFor(Duration.ofMinutes(10));
    assertThat(statuses()).containsExactly(Status.DELIVERED);
  }

  @ParameterizedTest
  @EnumSource(Trouble.Kind.class)
  void aResumeIsNotLostWithItsMessages(Trouble.Kind kind) {
    world.answer(HOOKS, kind == Trouble.Kind.PARKED ? UNUSABLE : GONE);
    world.openEpisode();
    world.tell(Transitions.openedOf("Other", Severity.ATTENTION, 62_000));
    world.runFor(Duration.ofMinutes(5));
    world.answer(HOOKS, Telling::accept);
    world.resume(HOOKS);
    world.sweep();
    world.loseMessages();
    world.runFor(Duration.ofMinutes(2));
    assertThat(statuses()).containsOnly(Status.DELIVERED);
  }

  @ParameterizedTest
  @EnumSource(Trouble.Kind.class)
  void aTrialThatIsCutOffIsMadeAgain(Trouble.Kind kind) {
    Crashing store = new Crashing();
    Telling crashing = new Telling(store);
    crashing.answer(HOOKS, kind == Trouble.Kind.PARKED ? UNUSABLE : GONE);
    OutboxId id = crashing.openEpisode();
    crashing.runFor(Duration.ofMinutes(5));
    crashing.resume(HOOKS);
    store.cutOff = true;
    assertThatThrownBy(() -> crashing.deliver(id, HOOKS)).hasMessage("cut off");
    store.cutOff = false;
    crashing.loseMessages();
    crashing.answer(HOOKS, Telling::accept);
    crashing.runFor(Duration.ofMinutes(2));
    assertThat(crashing.words(HOOKS)).containsExactly("opened", "opened", "opened");
    assertThat(store.deliveries()).extracting(Delivery::status).containsExactly(Status.DELIVERED);
    assertThat(store.all()).isEmpty();
  }

  @Test
  void aParkedTargetDelaysNoOther() {
    world.setRoutes(route(null, HOOKS), route(null, PAGER));
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.escalate();
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.titles(PAGER))
        .containsExactly(
            "acme-prod: Daily API requests at 62 % of 100,000 (attention)",
            "acme-prod: Daily API requests risen to 82 % of 100,000 (escalation, was attention)",
            "Target hooks refuses messages: no (escalation)");
    assertThat(world.view(PAGER).status()).isEqualTo(TargetView.Status.OK);
  }

  @Test
  void whenATargetLastTookAMessageIsKeptToTheMinute() {
    CountingSuccesses store = new CountingSuccesses();
    Telling counting = new Telling(store);
    for (int i = 0; i < 30; i++) {
      counting.tell(Transitions.openedOf("Limit" + i, Severity.ATTENTION, 62_000));
      counting.runFor(Duration.ofSeconds(10));
    }
    assertThat(counting.heard(HOOKS)).hasSize(30);
    assertThat(store.writes).isBetween(4, 6);
    Instant last = store.lastSuccess(HOOKS).orElseThrow();
    assertThat(Duration.between(last, counting.instant())).isLessThan(Duration.ofMinutes(2));
    counting.answer(PAGER, failing());
    assertThat(store.lastSuccess(PAGER)).isEmpty();
  }

  @Test
  void whatIsHeldForATargetThatWasRemovedIsTriedStill() {
    world.answer(HOOKS, UNUSABLE);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(5));
    world.remove(HOOKS);
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofHours(1));
    assertThat(statuses()).containsExactly(Status.DELIVERED);
    assertThat(world.resume(new TargetId("hooks")).violations()).hasSize(1);
  }

  @Test
  void whatCannotBeLearntOfATargetLeavesTheAttemptCounted() {
    InMemoryNotifyStore deaf =
        new InMemoryNotifyStore() {
          @Override
          public synchronized Optional<Trouble> replaceIfUnchanged(
              @org.jspecify.annotations.Nullable Trouble before, Trouble after) {
            throw new StackOverflowError("S3CRET");
          }

          @Override
          public synchronized void rememberSuccess(TargetId target, Instant at) {
            throw new IllegalStateException("S3CRET");
          }
        };
    Telling telling = new Telling(deaf);
    telling.answer(Telling.HOOKS, refusing(RejectKind.UNUSABLE));
    OutboxId first = telling.openEpisode();

    assertThat(telling.deliver(first, Telling.HOOKS)).isEqualTo(DeliveryReport.Outcome.RETRIED);
    assertThat(deaf.deliveries().getFirst().attempts()).isOne();

    telling.answer(Telling.HOOKS, Telling::accept);
    telling.runFor(Duration.ofMinutes(2));

    assertThat(telling.words(Telling.HOOKS)).containsExactly("opened", "opened");
    assertThat(deaf.deliveries().getFirst().status()).isEqualTo(Status.DELIVERED);
  }

  private List<Status> statuses() {
    return world.store.deliveries().stream().map(Delivery::status).toList();
  }

  /** A store that is lost when an attempt is over. */
  private static final class Crashing extends InMemoryNotifyStore {
    private boolean cutOff;

    @Override
    public synchronized Optional<Delivery> replaceIfUnchanged(
        Delivery before, Delivery changed, Instant wake) {
      if (cutOff && changed.leasedUntil() == null) {
        throw new IllegalStateException("cut off");
      }
      return super.replaceIfUnchanged(before, changed, wake);
    }

    @Override
    public synchronized Optional<Trouble> replaceIfUnchanged(
        @org.jspecify.annotations.Nullable Trouble before, Trouble after) {
      if (cutOff && before != null && before.trials() == after.trials() && !before.resumed()) {
        throw new IllegalStateException("cut off");
      }
      return super.replaceIfUnchanged(before, after);
    }
  }

  /** Counts what is written of successes. */
  private static final class CountingSuccesses extends InMemoryNotifyStore {
    private int writes;

    @Override
    public synchronized void rememberSuccess(TargetId target, Instant at) {
      writes++;
      super.rememberSuccess(target, at);
    }
  }
}
