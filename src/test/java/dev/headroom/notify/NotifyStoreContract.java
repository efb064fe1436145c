package dev.headroom.notify;

import static dev.headroom.alert.Severity.ATTENTION;
import static dev.headroom.alert.Severity.ESCALATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.notify.Delivery.Problem;
import dev.headroom.notify.Delivery.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of outbox, deliveries and targets' health must do. */
public abstract class NotifyStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.250Z");
  private static final TargetId HOOKS = new TargetId("hooks");
  private static final TargetId PAGER = new TargetId("pager");
  private static final Problem PROBLEM = new Problem("server", "it answered 500", NOW);

  private NotifyStore store;

  /** A new, empty store. */
  protected abstract NotifyStore create();

  @BeforeEach
  void start() {
    store = create();
  }

  @Test
  void anEntryIsFoundAsItWasCommittedWithTheOneBeforeIt() {
    OutboxId first = append(NOW);
    OutboxId second =
        store.append(
            Transitions.escalated(
                ATTENTION, ESCALATION, Transitions.OPENED_AT.plusSeconds(300), 82_000),
            NOW);
    assertThat(store.find(first))
        .contains(new OutboxEntry(first, Transitions.opened(ATTENTION, 62_000), null, null, false));
    assertThat(store.find(second).orElseThrow().previous()).isEqualTo(first);
    assertThat(store.find(new OutboxId(Transitions.ORG, 999, 0))).isEmpty();
  }

  @Test
  void entriesNotHandedOverArePendingOldestFirst() {
    OutboxId first = append(NOW);
    OutboxId second = append(NOW.plusMillis(1));
    OutboxId third = append(NOW.plusSeconds(10));
    assertThat(store.pending(NOW, 9)).isEmpty();
    assertThat(store.oldestPending()).contains(NOW);
    assertThat(store.pending(NOW.plusSeconds(10), 9)).containsExactly(first, second);
    assertThat(store.pending(NOW.plusSeconds(11), 2)).containsExactly(first, second);
    handOver(first, null, HOOKS);
    assertThat(store.pending(NOW.plusSeconds(11), 9)).containsExactly(second, third);
    assertThat(store.oldestPending()).contains(NOW.plusMillis(1));
  }

  @Test
  void handingOverKeepsTheDecisionMakesTheDeliveriesAndLinksThem() {
    OutboxId first = append(NOW);
    Decision decision = handOver(first, null, HOOKS, PAGER);
    assertThat(store.find(first).orElseThrow())
        .returns(true, OutboxEntry::handedOver)
        .returns(decision, OutboxEntry::decision);
    assertThat(store.find(new DeliveryRef(first, HOOKS)))
        .contains(Delivery.first(first, HOOKS, null, NOW));
    OutboxId second = append(NOW);
    handOver(second, decision, HOOKS);
    assertThat(store.find(new DeliveryRef(second, HOOKS)).orElseThrow().after()).isEqualTo(first);
    assertThat(store.find(new DeliveryRef(first, HOOKS)).orElseThrow().next()).isEqualTo(second);
    assertThat(store.find(new DeliveryRef(first, PAGER)).orElseThrow().next()).isNull();
  }

  @Test
  void anEntryIsHandedOverOnceThoughManyTry() {
    OutboxId id = append(NOW);
    OutboxEntry entry = store.find(id).orElseThrow();
    Decision decision = decision(id, null, HOOKS);
    List<Delivery> made = decision.deliveries(id, null, NOW);
    List<Boolean> done =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> store.handOver(entry, decision, made, NOW))
            .toList();
    assertThat(done).containsOnlyOnce(true);
    Delivery delivery = store.find(new DeliveryRef(id, HOOKS)).orElseThrow();
    assertThat(store.replaceIfUnchanged(delivery, delivery.delivered("ok", true, NOW), NOW))
        .isPresent();
    assertThat(store.handOver(entry, decision, made, NOW)).isFalse();
    assertThat(store.find(new DeliveryRef(id, HOOKS)).orElseThrow().status())
        .isEqualTo(Status.DELIVERED);
  }

  @Test
  void manyTargetsAreHandedOverWhole() {
    OutboxId id = append(NOW);
    TargetId[] targets =
        IntStream.range(0, 120).mapToObj(i -> new TargetId("t" + i)).toArray(TargetId[]::new);
    handOver(id, null, targets);
    assertThat(store.deliveries()).hasSize(120);
  }

  @Test
  void aChangeIsRefusedWhenAnotherCameFirst() {
    Delivery read = delivery(append(NOW));
    Delivery claimed = store.replaceIfUnchanged(read, read.claimed(NOW), NOW).orElseThrow();
    assertThat(claimed).isEqualTo(read.claimed(NOW));
    assertThat(store.replaceIfUnchanged(read, read.claimed(NOW), NOW)).isEmpty();
    Delivery postponed = claimed.parked(PROBLEM, true, NOW);
    assertThat(store.replaceIfUnchanged(claimed, postponed, NOW)).contains(postponed);
    assertThat(store.find(read.ref())).contains(postponed);
    Delivery delivered = postponed.delivered("202", true, NOW);
    assertThat(store.replaceIfUnchanged(postponed, delivered, NOW)).contains(delivered);
    assertThat(store.find(read.ref())).contains(delivered);
  }

  @Test
  void theDeliveriesOfAnEntryAreFoundByItAndSayWhenTheyWereSettled() {
    OutboxId id = append(NOW);
    handOver(id, null, PAGER, HOOKS);
    handOver(append(NOW), null, HOOKS);
    assertThat(store.of(id)).extracting(Delivery::target).containsExactly(HOOKS, PAGER);
    assertThat(store.of(id)).extracting(Delivery::settledAt).containsOnlyNulls();
    Instant later = NOW.plusSeconds(3);
    for (Delivery read : store.of(id)) {
      Delivery claimed = store.replaceIfUnchanged(read, read.claimed(NOW), NOW).orElseThrow();
      Delivery after =
          read.target().equals(HOOKS)
              ? claimed.delivered("202", true, later)
              : claimed.parked(PROBLEM, false, later);
      assertThat(store.replaceIfUnchanged(claimed, after, later)).isPresent();
    }
    assertThat(store.of(id)).extracting(Delivery::settledAt).containsExactly(later, null);
    assertThat(store.of(new OutboxId(Transitions.ORG, 999, 0))).isEmpty();
  }

  @Test
  void ofManyWhoClaimOneGetsIt() {
    Delivery read = delivery(append(NOW));
    long claimed =
        IntStream.range(0, 8)
            .parallel()
            .filter(i -> store.replaceIfUnchanged(read, read.claimed(NOW), NOW).isPresent())
            .count();
    assertThat(claimed).isEqualTo(1);
  }

  @Test
  void aLinkMadeDuringAnAttemptIsSeenByWhoSettlesIt() {
    OutboxId first = append(NOW);
    Decision decision = handOver(first, null, HOOKS);
    Delivery read = store.find(new DeliveryRef(first, HOOKS)).orElseThrow();
    Delivery claimed = store.replaceIfUnchanged(read, read.claimed(NOW), NOW).orElseThrow();
    OutboxId second = append(NOW);
    handOver(second, decision, HOOKS);
    Delivery settled =
        store.replaceIfUnchanged(claimed, claimed.delivered("ok", true, NOW), NOW).orElseThrow();
    assertThat(settled.next()).isEqualTo(second);
  }

  @Test
  void unsettledDeliveriesAreWokenAtTheirTime() {
    Delivery early = delivery(append(NOW));
    Delivery late = delivery(append(NOW));
    wake(early, Status.PENDING, NOW.plusSeconds(1));
    wake(late, Status.PARKED, NOW.plusSeconds(2));
    assertThat(store.toWake(NOW, 9)).isEmpty();
    assertThat(store.toWake(NOW.plusSeconds(1), 9)).containsExactly(early.ref());
    assertThat(store.toWake(NOW.plusSeconds(9), 9)).containsExactly(early.ref(), late.ref());
    assertThat(store.toWake(NOW.plusSeconds(9), 1)).containsExactly(early.ref());
    assertThat(store.unsettled(9)).containsExactly(early.ref(), late.ref());
    store.wakeLater(early.ref(), NOW.plusSeconds(5));
    assertThat(store.toWake(NOW.plusSeconds(4), 9)).containsExactly(late.ref());
    assertThat(store.unsettled(1)).containsExactly(late.ref());
  }

  @Test
  void aSettledDeliveryIsNeverWoken() {
    Delivery read = delivery(append(NOW));
    assertThat(
            store.replaceIfUnchanged(read, read.settled(Status.OVERTAKEN, false, null, NOW), NOW))
        .isPresent();
    store.wakeLater(read.ref(), NOW);
    assertThat(store.toWake(NOW.plusSeconds(99), 9)).isEmpty();
    assertThat(store.unsettled(9)).isEmpty();
  }

  @Test
  void aNewDeliveryWakesByItselfWithinAMinute() {
    Delivery read = delivery(append(NOW));
    assertThat(store.toWake(NOW, 9)).isEmpty();
    assertThat(store.toWake(NOW.plus(Duration.ofMinutes(1)), 9)).containsExactly(read.ref());
  }

  @Test
  void troubleIsShownNewestFirst() {
    Delivery parked = delivery(append(NOW));
    Delivery fine = delivery(append(NOW));
    Delivery rejected = delivery(append(NOW));
    wake(fine, Status.PENDING, NOW);
    Delivery kept = wake(parked, Status.PARKED, NOW);
    Delivery refused =
        store
            .replaceIfUnchanged(
                rejected,
                rejected.failed(
                    Status.REJECTED,
                    false,
                    false,
                    new Problem("poison", "400", NOW.plusSeconds(1))),
                NOW)
            .orElseThrow();
    assertThat(store.troubled(9)).containsExactly(refused, kept);
    assertThat(store.troubled(1)).containsExactly(refused);
    assertThat(store.replaceIfUnchanged(kept, kept.delivered("ok", true, NOW), NOW)).isPresent();
    assertThat(store.troubled(9)).containsExactly(refused);
  }

  @Test
  void forgettingKeepsTheDeliveryForTheTimeBeing() {
    Delivery read = delivery(append(NOW));
    assertThat(store.isForgotten(read.ref())).isFalse();
    store.forgetAfter(read.ref(), NOW.plusSeconds(9));
    assertThat(store.isForgotten(read.ref())).isTrue();
    store.forgetAfter(new DeliveryRef(new OutboxId(Transitions.ORG, 999, 0), HOOKS), NOW);
    assertThat(store.find(new DeliveryRef(new OutboxId(Transitions.ORG, 999, 0), HOOKS))).isEmpty();
  }

  @Test
  void theTroubleOfATargetIsKeptReplacedAndForgotten() {
    Trouble parked = remember(null, Trouble.parked(target(PAGER), "401", NOW));
    Trouble other = remember(null, Trouble.disabled(target(HOOKS), "410", NOW));
    assertThat(store.find(PAGER)).contains(parked);
    assertThat(parked.nextTrial()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(store.all()).containsExactly(other, parked);
    Trouble resumed = remember(parked, parked.resumed(NOW.plusSeconds(5)));
    assertThat(store.find(PAGER)).contains(resumed);
    assertThat(resumed.resumed()).isTrue();
    Trouble gone = remember(resumed, resumed.refused(Trouble.Kind.DISABLED, "410", NOW));
    assertThat(store.find(PAGER)).contains(gone);
    assertThat(gone.nextTrial()).isNull();
    Trouble over = remember(gone, gone.over());
    assertThat(over.isOf(target(PAGER))).isFalse();
    store.forget(over);
    store.forget(over);
    assertThat(store.find(PAGER)).isEmpty();
    assertThat(store.all()).containsExactly(other);
  }

  @Test
  void whoeverReadTheTroubleBeforeItWasChangedChangesNothing() {
    Trouble first = remember(null, Trouble.parked(target(PAGER), "401", NOW));
    assertThat(store.replaceIfUnchanged(null, Trouble.parked(target(PAGER), "403", NOW))).isEmpty();
    Trouble tried = remember(first, first.tried(NOW));
    assertThat(store.replaceIfUnchanged(first, first.tried(NOW))).isEmpty();
    store.forget(first);
    assertThat(store.find(PAGER)).contains(tried);
    store.forget(tried);
    assertThat(store.replaceIfUnchanged(tried, tried.over())).isEmpty();
    assertThat(store.find(PAGER)).isEmpty();
  }

  @Test
  void oneTrialIsBegunThoughManyTry() {
    Trouble parked = remember(null, Trouble.parked(target(PAGER), "401", NOW));
    assertThat(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> store.replaceIfUnchanged(parked, parked.tried(NOW)).isPresent()))
        .containsOnlyOnce(true);
  }

  @Test
  void turnsOfALaneFollowAtItsPaceAfterABurst() {
    Pace pace = new Pace(Duration.ofMillis(500), 3);
    assertThat(turns(pace, NOW, 6)).containsExactly(0L, 0L, 0L, 500L, 1_000L, 1_500L);
    assertThat(store.takeTurn(PAGER, pace, NOW)).isEqualTo(NOW);
    // Long after: nothing is saved up beyond the burst.
    assertThat(turns(pace, NOW.plusSeconds(60), 4)).containsExactly(0L, 0L, 0L, 500L);
  }

  @Test
  void aPausedLaneGivesNoTurnBeforeItsEndAndNoOtherLaneIsPaused() {
    Pace pace = new Pace(Duration.ofMillis(500), 3);
    Instant until = NOW.plusSeconds(60).plusNanos(1);
    store.pause(HOOKS, pace, until);
    store.pause(HOOKS, pace, NOW.plusSeconds(5));
    assertThat(store.pausedUntil(HOOKS).orElseThrow()).isEqualTo(NOW.plusMillis(60_001));
    assertThat(store.pausedUntil(PAGER)).isEmpty();
    assertThat(turns(pace, NOW.plusSeconds(1), 3)).containsExactly(59_001L, 59_501L, 60_001L);
    assertThat(store.takeTurn(PAGER, pace, NOW)).isEqualTo(NOW);
  }

  @Test
  void manyWhoTakeTurnsAtOnceGetDifferentOnes() throws Exception {
    Pace pace = new Pace(Duration.ofSeconds(1), 1);
    List<Instant> turns = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 24; i++) {
        threads.execute(() -> turns.add(store.takeTurn(HOOKS, pace, NOW)));
      }
    }
    assertThat(turns).hasSize(24).doesNotHaveDuplicates();
    assertThat(turns).contains(NOW, NOW.plusSeconds(23));
  }

  private List<Long> turns(Pace pace, Instant now, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Duration.between(now, store.takeTurn(HOOKS, pace, now)).toMillis())
        .toList();
  }

  @Test
  void theNewestSuccessOfATargetIsKept() {
    assertThat(store.lastSuccess(PAGER)).isEmpty();
    assertThat(store.lastSuccesses()).isEmpty();
    store.rememberSuccess(PAGER, NOW.plusSeconds(9));
    store.rememberSuccess(PAGER, NOW);
    store.rememberSuccess(HOOKS, NOW);
    store.rememberSuccess(HOOKS, NOW.plusSeconds(1));
    assertThat(store.lastSuccess(PAGER)).contains(NOW.plusSeconds(9));
    assertThat(store.lastSuccesses())
        .isEqualTo(Map.of(HOOKS, NOW.plusSeconds(1), PAGER, NOW.plusSeconds(9)));
    assertThat(store.all()).isEmpty();
  }

  private Trouble remember(@Nullable Trouble before, Trouble after) {
    return store.replaceIfUnchanged(before, after).orElseThrow();
  }

  private static Target target(TargetId id) {
    return new Target(id, "webhook", Map.of("url", "https://example.com/" + id));
  }

  private OutboxId append(Instant at) {
    return store.append(Transitions.opened(ATTENTION, 62_000), at);
  }

  private Delivery delivery(OutboxId id) {
    handOver(id, null, HOOKS);
    return store.find(new DeliveryRef(id, HOOKS)).orElseThrow();
  }

  private Delivery wake(Delivery read, Status status, Instant at) {
    Delivery changed =
        status == Status.PARKED
            ? read.parked(PROBLEM, false, at)
            : read.postponed(at, PROBLEM, false);
    return store.replaceIfUnchanged(read, changed, at).orElseThrow();
  }

  private Decision handOver(OutboxId id, @Nullable Decision before, TargetId... targets) {
    Decision decision = decision(id, before, targets);
    OutboxEntry entry = store.find(id).orElseThrow();
    assertThat(store.handOver(entry, decision, decision.deliveries(id, before, NOW), NOW)).isTrue();
    return decision;
  }

  private static Decision decision(OutboxId id, @Nullable Decision before, TargetId... targets) {
    TreeMap<TargetId, OutboxId> last =
        before == null ? new TreeMap<>() : new TreeMap<>(before.last());
    List.of(targets).forEach(t -> last.put(t, id));
    TreeMap<TargetId, String> why = new TreeMap<>();
    List.of(targets).forEach(t -> why.put(t, "routes[0] leads to it"));
    why.put(new TargetId("other"), "muted: mute m by Ann: nights");
    return new Decision(
        List.of(targets),
        last,
        "acme",
        new TreeMap<>(Map.of("env", "prod")),
        Set.of(targets),
        why,
        targets.length == 0 ? "no route matches it" : null);
  }
}
