package dev.headroom.cycle.tell;

import static dev.headroom.cycle.tell.Telling.HOOKS;
import static dev.headroom.cycle.tell.Telling.PAGER;
import static dev.headroom.cycle.tell.Telling.failing;
import static dev.headroom.cycle.tell.Telling.refusing;
import static dev.headroom.cycle.tell.Telling.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.Severity;
import dev.headroom.cycle.tell.DeliveryReport.Outcome;
import dev.headroom.cycle.tell.Telling.Heard;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TellingTest {
  private final Telling world = new Telling();

  @Test
  void anEpisodeIsReportedFromItsOpeningToItsResolve() {
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    world.escalate();
    world.runFor(Duration.ofSeconds(1));
    world.resolve();
    world.runFor(Duration.ofHours(1));
    assertThat(world.heard(HOOKS))
        .containsExactly(
            new Heard(0, "opened"), new Heard(1, "escalated"), new Heard(2, "resolved"));
    assertThat(statuses()).containsOnly(Status.DELIVERED);
    assertThat(world.store.unsettled(10)).isEmpty();
  }

  @Test
  void whatWasDecidedBeforeATargetWentToAnotherTenantIsGivenUp() {
    world.setOrg(Transitions.ORG, "acme", null);
    world.answer(HOOKS, failing());
    OutboxId id = world.openEpisode();
    world.runFor(Duration.ofSeconds(5));
    int asked = world.heard(HOOKS).size();
    assertThat(asked).isPositive();

    world.setTarget(new Target(HOOKS, "fake", Map.of("mark", "a"), "acme-eu"));
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(10));
    world.resolve();
    world.runFor(Duration.ofMinutes(10));

    assertThat(world.heard(HOOKS)).hasSize(asked);
    Delivery delivery = world.store.find(new DeliveryRef(id, HOOKS)).orElseThrow();
    assertThat(delivery.status()).isEqualTo(Status.DISABLED);
    assertThat(delivery.problem())
        .isNotNull()
        .extracting(Delivery.Problem::kind)
        .isEqualTo("tenant");
    assertThat(world.store.unsettled(10)).isEmpty();
  }

  @Test
  void aTargetReceivesNothingMoreAboutAnOrgThatMovedToAnotherTenant() {
    world.setTarget(new Target(HOOKS, "fake", Map.of("mark", "a"), "acme"));
    world.setRoutes(Telling.route(null, HOOKS), Telling.route(null, PAGER));
    world.setOrg(Transitions.ORG, "acme", null);
    world.openEpisode();
    world.runFor(Duration.ofSeconds(5));
    world.setOrg(Transitions.ORG, "acme-eu", null);
    world.escalate();
    world.runFor(Duration.ofSeconds(5));
    world.resolve();
    world.runFor(Duration.ofMinutes(1));

    assertThat(world.words(HOOKS)).containsExactly("opened");
    assertThat(world.words(PAGER)).containsExactly("opened", "escalated", "resolved");
  }

  @Test
  void aTargetOfTheFirstReleaseReceivesMessagesWithItsOwnSecret() {
    world.lenient.add(PAGER);
    OutboxId id = world.openEpisode();
    world.deliver(id, HOOKS);
    assertThat(world.toldLeniently).isEmpty();
    world.setRoutes(Telling.route(null, PAGER));
    world.resolve();
    world.openEpisode();
    world.runFor(Duration.ofSeconds(5));
    assertThat(world.toldLeniently).containsExactly(PAGER);
  }

  @Test
  void anyExceptionDuringADeliveryIsARecordedAttempt() {
    AtomicInteger thrown = new AtomicInteger();
    List<Error> errors =
        List.of(
            new StackOverflowError("S3CRET"),
            new OutOfMemoryError("S3CRET"),
            new AssertionError("S3CRET"),
            new NoClassDefFoundError("S3CRET"));
    world.answer(
        HOOKS,
        n -> {
          if (thrown.get() < errors.size()) {
            throw errors.get(thrown.getAndIncrement());
          }
          return new DeliveryResult.Accepted("ok");
        });
    OutboxId id = world.openEpisode();

    assertThat(world.deliver(id, HOOKS)).isEqualTo(Outcome.RETRIED);

    Delivery delivery = world.store.find(new DeliveryRef(id, HOOKS)).orElseThrow();
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(Objects.requireNonNull(delivery.problem()).detail())
        .contains("a fault in Headroom: StackOverflowError in TellingTest")
        .doesNotContain("S3CRET");
    world.runFor(Duration.ofHours(1));
    assertThat(thrown).hasValue(errors.size());
    assertThat(statuses()).containsOnly(Status.DELIVERED);
  }

  @Test
  void aFailedDeliveryIsTriedAgainAfterAboutOneTwoFourAndEightSecondsAndThenEveryMinute() {
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofMinutes(59));
    List<Long> at = world.heard(HOOKS).stream().map(Heard::second).toList();
    assertThat(at.subList(0, 5))
        .satisfies(
            s -> {
              assertThat(s.get(1) - s.get(0)).isBetween(0L, 2L);
              assertThat(s.get(2) - s.get(1)).isBetween(1L, 3L);
              assertThat(s.get(3) - s.get(2)).isBetween(3L, 5L);
              assertThat(s.get(4) - s.get(3)).isBetween(6L, 9L);
            });
    for (int i = 1; i < at.size(); i++) {
      assertThat(at.get(i) - at.get(i - 1)).isLessThanOrEqualTo(60);
    }
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(1));
    assertThat(statuses()).containsExactly(Status.DELIVERED);
  }

  @Test
  void afterTwoDaysItIsGivenUpAndShown() {
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofHours(49));
    assertThat(world.store.troubled(10))
        .extracting(Delivery::status)
        .containsExactly(Status.FAILED);
    int asked = world.heard(HOOKS).size();
    world.runFor(Duration.ofHours(1));
    assertThat(world.heard(HOOKS)).hasSize(asked);
    assertThat(asked).isBetween(250, 450);
    assertThat(world.deadLetters()).containsExactly("acme-prod:1:0 to hooks: 500");
  }

  @Test
  void retryAfterMakesTheNextAttemptLaterAndNeverEarlier() {
    AtomicInteger calls = new AtomicInteger();
    world.answer(
        HOOKS,
        n ->
            switch (calls.incrementAndGet()) {
              case 1 -> failing(Duration.ofSeconds(30), false).to(n);
              case 2 -> failing(Duration.ofMillis(100), false).to(n);
              default -> Telling.accept(n);
            });
    world.openEpisode();
    world.runFor(Duration.ofMinutes(2));
    assertThat(world.heard(HOOKS)).hasSize(3);
    assertThat(world.heard(HOOKS).get(1).second()).isEqualTo(30);
    assertThat(world.heard(HOOKS).get(2).second()).isBetween(31L, 33L);
  }

  @Test
  void aTargetThatAsksToBeLeftAloneIsAskedNothingElseMeanwhile() {
    world.setRoutes(Telling.route(null, HOOKS), Telling.route(null, PAGER));
    AtomicInteger calls = new AtomicInteger();
    world.answer(
        HOOKS,
        n ->
            calls.incrementAndGet() == 1
                ? failing(Duration.ofSeconds(90), false).to(n)
                : Telling.accept(n));
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    for (int i = 0; i < 30; i++) {
      world.tell(Transitions.openedOf("Other" + i, Severity.ATTENTION, 62_000));
    }
    world.runFor(Duration.ofMinutes(3));
    assertThat(world.heard(HOOKS)).hasSize(32);
    assertThat(world.heard(HOOKS).subList(1, 32)).allMatch(heard -> heard.second() >= 90);
    assertThat(world.heard(PAGER)).hasSize(31).allMatch(heard -> heard.second() <= 5);
  }

  @Test
  void messagesOfAMassEventKeepToTheTargetsPace() {
    for (int i = 0; i < 100; i++) {
      world.tell(Transitions.openedOf("Other" + i, Severity.ATTENTION, 62_000));
    }
    world.runFor(Duration.ofMinutes(1));
    // 20 at once and 20 per second.
    assertThat(world.heard(HOOKS)).hasSize(100);
    assertThat(world.heard(HOOKS)).filteredOn(heard -> heard.second() == 0).hasSizeLessThan(41);
    assertThat(world.heard(HOOKS).getLast().second()).isEqualTo(4);
  }

  @Test
  void aTurnThatWasMissedIsTakenAnew() {
    OutboxId id = null;
    for (int i = 0; i < 100; i++) {
      id = world.commit(Transitions.openedOf("Other" + i, Severity.ATTENTION, 62_000));
      world.publish(id);
      world.deliver(id, HOOKS);
    }
    assertThat(world.heard(HOOKS)).hasSize(20);
    world.loseMessages();
    world.runFor(Duration.ofMinutes(2));
    assertThat(world.heard(HOOKS)).hasSize(100);
    long busiest =
        world.heard(HOOKS).stream()
            .collect(Collectors.groupingBy(Telling.Heard::second, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElseThrow();
    assertThat(busiest).isLessThanOrEqualTo(41);
  }

  @Test
  void messagesOvertakenByTheResolveAreNotSentAndNeitherIsTheResolve() {
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofSeconds(30));
    world.escalate();
    world.runFor(Duration.ofSeconds(1));
    int asked = world.heard(HOOKS).size();
    world.resolve();
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofHours(2));
    assertThat(world.words(HOOKS)).hasSize(asked).containsOnly("opened");
    assertThat(statuses()).containsExactly(Status.OVERTAKEN, Status.OVERTAKEN, Status.NOT_NEEDED);
  }

  @Test
  void theResolveDoesNotWaitForTheDueTimeOfWhatItOvertakes() {
    world.answer(HOOKS, failing(Duration.ofHours(2), false));
    world.openEpisode();
    world.runFor(Duration.ofSeconds(5));
    world.resolve();
    world.runFor(Duration.ofSeconds(1));
    assertThat(statuses()).containsExactly(Status.OVERTAKEN, Status.NOT_NEEDED);
  }

  @Test
  void theResolveIsSentWhenTheOpeningMayHaveBeenReceived() {
    world.answer(HOOKS, failing(null, true));
    world.openEpisode();
    world.runFor(Duration.ofMillis(500));
    world.answer(HOOKS, Telling::accept);
    world.resolve();
    world.runFor(Duration.ofSeconds(5));
    assertThat(world.words(HOOKS)).containsExactly("opened", "resolved");
  }

  @Test
  void theSecondTransitionWaitsForTheFirst() {
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofSeconds(2));
    world.escalate();
    world.runFor(Duration.ofSeconds(40));
    assertThat(world.words(HOOKS)).containsOnly("opened");
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).endsWith("opened", "escalated");
    assertThat(world.words(HOOKS)).containsOnlyOnce("escalated");
  }

  @Test
  void aSlowTargetDelaysNoOther() {
    world.setRoutes(route(null, HOOKS), route(null, PAGER));
    world.answer(HOOKS, failing(Duration.ofHours(1), false));
    world.openEpisode();
    world.escalate();
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.words(PAGER)).containsExactly("opened", "escalated");
    assertThat(world.words(HOOKS)).containsExactly("opened");
  }

  @Test
  void aNewEpisodeWaitsForTheResolveOfTheLastOne() {
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    world.answer(HOOKS, failing());
    world.resolve();
    world.runFor(Duration.ofSeconds(5));
    Instant again = Transitions.OPENED_AT.plusSeconds(3_600);
    world.tell(Transitions.openedAt(again, Severity.ATTENTION, 61_000));
    world.runFor(Duration.ofSeconds(20));
    assertThat(world.words(HOOKS)).startsWith("opened", "resolved").endsWith("resolved");
    world.answer(HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).endsWith("resolved", "opened");
  }

  @Test
  void aTargetThatMissedTheOpeningIsNotSentTheResolve() {
    world.setRoutes(route(Severity.ESCALATION, PAGER));
    world.tell(Transitions.opened(Severity.ESCALATION, 82_000));
    world.runFor(Duration.ofSeconds(1));
    world.tell(
        Transitions.resolved(Severity.ESCALATION, Transitions.OPENED_AT.plusSeconds(300), 1_000));
    world.runFor(Duration.ofSeconds(1));
    world.answer(PAGER, failing());
    Instant again = Transitions.OPENED_AT.plusSeconds(3_600);
    world.tell(Transitions.openedAt(again, Severity.ESCALATION, 82_000));
    world.runFor(Duration.ofSeconds(1));
    world.tell(Transitions.resolvedOf(again, Severity.ESCALATION, again.plusSeconds(300), 1_000));
    world.answer(PAGER, Telling::accept);
    world.runFor(Duration.ofMinutes(5));
    assertThat(statuses())
        .containsExactly(Status.DELIVERED, Status.DELIVERED, Status.OVERTAKEN, Status.NOT_NEEDED);
  }

  @Test
  void notifiedTargetsReceiveTheRestThoughTheRoutesHaveChanged() {
    world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    world.setRoutes(route(Severity.ESCALATION, PAGER));
    world.escalate();
    world.runFor(Duration.ofSeconds(1));
    world.setRoutes();
    world.resolve();
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.words(HOOKS)).containsExactly("opened", "escalated", "resolved");
    assertThat(world.words(PAGER)).containsExactly("escalated", "resolved");
  }

  @Test
  void anUndeliverableMessageIsStoredWithItsReasonAndItsResolveIsNotSent() {
    world.answer(HOOKS, refusing(RejectKind.POISON));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    world.answer(HOOKS, Telling::accept);
    world.resolve();
    world.runFor(Duration.ofHours(1));
    assertThat(world.words(HOOKS)).containsExactly("opened");
    assertThat(world.store.troubled(10))
        .singleElement()
        .satisfies(
            d -> assertThat(d.problem()).extracting(Delivery.Problem::detail).isEqualTo("no"));
    assertThat(statuses()).containsExactly(Status.REJECTED, Status.NOT_NEEDED);
  }

  @Test
  void anUnknownTargetIsSettledWithAReason() {
    world.setRoutes(route(null, new TargetId("nobody")));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    assertThat(statuses()).containsExactly(Status.DISABLED);
  }

  @Test
  void repeatsOfAMessageSendNothingTwice() {
    OutboxId id = world.openEpisode();
    world.publish(id, id);
    assertThat(world.deliver(id, HOOKS)).isEqualTo(Outcome.DELIVERED);
    assertThat(world.deliver(id, HOOKS)).isEqualTo(Outcome.SETTLED);
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).containsExactly("opened");
  }

  @Test
  void aRepeatDuringAnAttemptIsDropped() {
    AtomicInteger nested = new AtomicInteger();
    world.answer(
        HOOKS,
        n -> {
          if (world.deliver(n.outbox(), HOOKS) == Outcome.BUSY) {
            nested.incrementAndGet();
          }
          return Telling.accept(n);
        });
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    assertThat(nested).hasValue(1);
    assertThat(world.words(HOOKS)).containsExactly("opened");
  }

  @Test
  void aCrashBetweenSendingAndRecordingSendsAgainAndTheResolveIsSentInAnyCase() {
    CrashingStore store = new CrashingStore();
    Telling crashing = new Telling(store);
    OutboxId id = crashing.openEpisode();
    store.crashAfterClaim = true;
    assertThatThrownBy(() -> crashing.deliver(id, HOOKS)).hasMessage("crash");
    store.crashAfterClaim = false;
    crashing.loseMessages();
    crashing.resolve();
    crashing.resume();
    crashing.runFor(Duration.ofMinutes(2));
    assertThat(crashing.words(HOOKS)).containsExactly("opened", "resolved");
    assertThat(store.deliveries())
        .extracting(Delivery::status)
        .containsExactly(Status.OVERTAKEN, Status.DELIVERED);
  }

  @Test
  void aLostAnswerOfTheStoreIsMadeGoodByTheSweeper() {
    CrashingStore store = new CrashingStore();
    Telling crashing = new Telling(store);
    OutboxId id = crashing.openEpisode();
    store.crashAfterClaim = true;
    assertThatThrownBy(() -> crashing.deliver(id, HOOKS)).hasMessage("crash");
    store.crashAfterClaim = false;
    crashing.loseMessages();
    crashing.runFor(Duration.ofMinutes(2));
    assertThat(crashing.words(HOOKS)).containsExactly("opened", "opened");
    assertThat(store.deliveries()).extracting(Delivery::status).containsExactly(Status.DELIVERED);
  }

  @Test
  void pendingDeliveriesResumeAfterARestart() {
    world.answer(HOOKS, failing());
    world.openEpisode();
    world.runFor(Duration.ofSeconds(4));
    world.escalate();
    world.loseMessages();
    world.answer(HOOKS, Telling::accept);
    assertThat(world.resume().woken()).isEqualTo(2);
    world.runFor(Duration.ofSeconds(9));
    assertThat(world.words(HOOKS)).endsWith("opened", "escalated");
  }

  @Test
  void everythingIsDeliveredThoughEveryMessageOfTheQueueIsLostOnce() {
    world.openEpisode();
    world.loseMessages();
    world.escalate();
    world.loseMessages();
    world.runFor(Duration.ofMinutes(3));
    assertThat(world.words(HOOKS)).containsExactly("opened", "escalated");
  }

  @Test
  void theSweeperHandsOverWhatTheStreamMissedInOrder() {
    OutboxId first = world.commit(Transitions.opened(Severity.ATTENTION, 62_000));
    world.commit(
        Transitions.escalated(
            Severity.ATTENTION,
            Severity.ESCALATION,
            Transitions.OPENED_AT.plusSeconds(300),
            82_000));
    assertThat(world.sweep().published().handedOver()).isZero();
    world.runFor(Duration.ofSeconds(20));
    assertThat(world.words(HOOKS)).containsExactly("opened", "escalated");
    assertThat(world.publish(first).already()).isEqualTo(1);
  }

  @Test
  void theEntryBeforeIsHandedOverFirst() {
    world.commit(Transitions.opened(Severity.ATTENTION, 62_000));
    PublishReport report =
        world.publish(
            world.commit(
                Transitions.resolved(
                    Severity.ATTENTION, Transitions.OPENED_AT.plusSeconds(300), 10)));
    assertThat(report).isEqualTo(new PublishReport(2, 0, 0, 2, 0, List.of()));
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.heard(HOOKS)).isEmpty();
    assertThat(statuses()).containsExactly(Status.OVERTAKEN, Status.NOT_NEEDED);
  }

  @Test
  void anUnknownEntryIsNotAFailure() {
    OutboxId nobody = new OutboxId(Transitions.ORG, 99, 0);
    assertThat(world.publish(nobody)).isEqualTo(new PublishReport(0, 0, 1, 0, 0, List.of()));
    assertThat(world.deliver(nobody, HOOKS)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void onlyWhatNoOpenEpisodeNeedsIsForgotten() {
    OutboxId opened = world.openEpisode();
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.store.isForgotten(new DeliveryRef(opened, HOOKS))).isFalse();
    OutboxId resolved = world.resolve();
    world.runFor(Duration.ofSeconds(1));
    assertThat(world.store.isForgotten(new DeliveryRef(opened, HOOKS))).isTrue();
    assertThat(world.store.isForgotten(new DeliveryRef(resolved, HOOKS))).isTrue();
  }

  private List<Status> statuses() {
    return world.store.deliveries().stream().map(Delivery::status).toList();
  }

  /** A store that is lost at the moment when an attempt is over. */
  private static final class CrashingStore extends InMemoryNotifyStore {
    private boolean crashAfterClaim;

    @Override
    public synchronized Optional<Delivery> replaceIfUnchanged(
        Delivery before, Delivery changed, Instant wake) {
      if (crashAfterClaim && changed.leasedUntil() == null) {
        throw new IllegalStateException("crash");
      }
      return super.replaceIfUnchanged(before, changed, wake);
    }
  }
}
