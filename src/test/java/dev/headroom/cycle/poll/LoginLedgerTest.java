package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.RecentLogins;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logins are counted in the org's state, whatever becomes of the poll that made them. */
@Timeout(60)
class LoginLedgerTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final PollOutcome FAILED =
      new PollOutcome.Failed(FailureKind.FORBIDDEN, "403", "look");

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> SLOT, Duration.ofDays(30));
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void aLoginIsCommittedWithTheSlotThatItWasMadeFor() {
    poll(slot(0), states, loggingIn(1, FAILED));

    assertThat(counted()).isEqualTo(logins(0));
    assertThat(states.read(ORG).version()).isEqualTo(1);
  }

  @Test
  void logInsOfAnOrgThatGivesReadingsAreNeverHeldBackAndTheNewestFourAreCounted() {
    for (int i = 0; i < 12; i++) {
      poll(slot(i), states, loggingIn(1, read(1)));
      assertThat(counted().slots()).hasSize(Math.min(i + 1, 4)).endsWith(slot(i));
    }
    assertThat(made).hasValue(12);
  }

  @Test
  void anOrgThatGivesNoReadingIsLoggedInToFourTimesAnHourAtMost() {
    poll(slot(0), states, loggingIn(1, read(1)));
    for (int i = 1; i < 36; i++) {
      poll(slot(i), states, loggingIn(2, FAILED));
      assertThat(counted().slots()).hasSizeLessThanOrEqualTo(4);
    }
    assertThat(made.get()).isBetween(8, 12);

    poll(slot(40), states, loggingIn(1, read(1)));
    assertThat(counted().slots()).endsWith(slot(40)).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void anOrgThatReportsTooManyLoginsIsNotLoggedInToForAnHour() {
    poll(
        slot(0),
        states,
        (org, logins) -> {
          assertThat(logins.take()).isTrue();
          logins.takeAll();
          assertThat(logins.take()).isFalse();
          return FAILED;
        });
    List<Instant> later = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      Instant slot = slot(i);
      poll(
          slot,
          states,
          (org, logins) -> {
            if (logins.take()) {
              later.add(slot);
            }
            return FAILED;
          });
    }
    // The breaker asks at the first slot after that hour that is its turn.
    assertThat(later).first().isEqualTo(slot(14));
  }

  @Test
  void aLoginThatReachedNoServerIsNotCounted() {
    for (int i = 0; i < 3; i++) {
      poll(
          slot(i),
          states,
          (org, logins) -> {
            assertThat(logins.take()).isTrue();
            logins.giveBack();
            return FAILED;
          });
    }
    assertThat(counted()).isEqualTo(RecentLogins.NONE);
  }

  @Test
  void aCommitThatIsRefusedLosesNoLogin() {
    AtomicInteger refusals = new AtomicInteger(3);
    AlertStates contended =
        new Forwarded() {
          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            return refusals.getAndDecrement() > 0
                ? CommitResult.CONFLICT
                : super.commit(next, transitions);
          }
        };
    poll(slot(0), contended, loggingIn(1, FAILED));

    assertThat(counted()).isEqualTo(logins(0));
  }

  @Test
  void aPollThatCannotBeCommittedLosesNoLogin() {
    AtomicInteger failures = new AtomicInteger(1);
    AlertStates broken =
        new Forwarded() {
          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            if (failures.getAndDecrement() > 0) {
              throw new StoreUnavailableException("the table is throttled");
            }
            return super.commit(next, transitions);
          }
        };
    PollCycle cycle = cycle(broken, loggingIn(1, FAILED), Duration.ofSeconds(30));
    assertThat(poll(cycle, slot(0))).isInstanceOf(Result.NotSettled.class);
    poll(cycle, slot(0));

    assertThat(made).hasValue(2);
    assertThat(counted()).isEqualTo(logins(0, 0));
  }

  @Test
  void aSlotThatAnotherPollerPassedMeanwhileLosesNoLogin() {
    LimitsSource overtaken =
        (org, logins) -> {
          PollOutcome outcome = loggingIn(1, FAILED).read(org, logins);
          poll(slot(1), states, loggingIn(1, FAILED));
          return outcome;
        };

    assertThat(poll(slot(0), states, overtaken)).isEqualTo(new Result.Overtaken());

    assertThat(counted()).isEqualTo(logins(0, 1));
    assertThat(states.read(ORG).lastSlot()).isEqualTo(slot(1));
    assertThat(states.read(ORG).version()).isEqualTo(2);
  }

  @Test
  void pollersOfOneSlotMakeNoneTooManyTogether() throws Exception {
    poll(slot(0), states, loggingIn(0, FAILED));
    int pollers = 8;
    CyclicBarrier together = new CyclicBarrier(pollers);
    LimitsSource racing =
        (org, logins) -> {
          await(together);
          PollOutcome outcome = loggingIn(1, FAILED).read(org, logins);
          await(together);
          return outcome;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> running = new ArrayList<>();
      for (int i = 0; i < pollers; i++) {
        running.add(threads.submit(() -> poll(slot(1), states, racing)));
      }
      for (Future<Result> one : running) {
        one.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(made).hasValue(RecentLogins.AT_ONCE);
    assertThat(counted()).isEqualTo(logins(1, 1, 1));
  }

  @Test
  void pollersOfOneSlotOfAWellOrgLoseNoLogin() throws Exception {
    int pollers = 4;
    CyclicBarrier together = new CyclicBarrier(pollers);
    LimitsSource racing =
        (org, logins) -> {
          PollOutcome outcome = loggingIn(1, FAILED).read(org, logins);
          await(together);
          return outcome;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> running = new ArrayList<>();
      for (int i = 0; i < pollers; i++) {
        running.add(threads.submit(() -> poll(slot(1), states, racing)));
      }
      for (Future<Result> one : running) {
        one.get(30, TimeUnit.SECONDS);
      }
    }

    assertThat(counted()).isEqualTo(logins(1, 1, 1, 1));
  }

  @Test
  void aCommitInPartsCountsALoginOnce() {
    SortedMap<LimitName, Reading> full = new TreeMap<>();
    for (int i = 0; i < AlertStates.MAX_TRANSITIONS + 3; i++) {
      full.put(new LimitName("Limit" + i), Reading.ofUsed(100, 100));
    }
    List<RecentLogins> committed = new ArrayList<>();
    AlertStates watched =
        new Forwarded() {
          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            committed.add(next.upkeep().logins());
            return super.commit(next, transitions);
          }
        };
    poll(slot(0), watched, loggingIn(1, new PollOutcome.Read(new Snapshot(full, true))));

    assertThat(committed).containsExactly(logins(0), logins(0));
  }

  @Test
  void aReadingThatWasGivenUpOwesALoginUntilTheNextOneIsThrough() {
    CountDownLatch never = new CountDownLatch(1);
    poll(
        cycle(
            states,
            (org, logins) -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return FAILED;
            },
            Duration.ofMillis(50)),
        slot(0));
    assertThat(states.read(ORG).upkeep().loginOwed()).isTrue();
    List<Boolean> owed = new ArrayList<>();
    LimitsSource asking =
        (org, logins) -> {
          owed.add(logins.isOwed());
          return FAILED;
        };
    poll(slot(1), states, asking);
    poll(slot(2), states, asking);
    poll(slot(3), states, asking);

    assertThat(owed).containsExactly(true, false);
  }

  @Test
  void noLoginIsTakenOnceTheReadingWasGivenUp() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    List<Boolean> taken = new ArrayList<>();
    poll(
        cycle(
            states,
            (org, logins) -> {
              try {
                givenUp.await();
              } catch (InterruptedException e) {
                // As one that goes on all the same.
                awaitUninterrupted(givenUp);
              }
              taken.add(logins.take());
              asked.countDown();
              return FAILED;
            },
            Duration.ofMillis(50)),
        slot(0));
    givenUp.countDown();

    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(taken).containsExactly(false);
    assertThat(counted()).isEqualTo(RecentLogins.NONE);
  }

  @Test
  void whyTheLastReadingFailedIsKnownToTheNext() {
    poll(slot(0), states, loggingIn(0, FAILED));
    List<LoginBudget.Cause> causes = new ArrayList<>();
    poll(
        slot(1),
        states,
        (org, logins) -> {
          logins.lastFailure().ifPresent(causes::add);
          return read(1);
        });
    poll(
        slot(2),
        states,
        (org, logins) -> {
          logins.lastFailure().ifPresent(causes::add);
          return read(1);
        });

    assertThat(causes).containsExactly(new LoginBudget.Cause("403", "look"));
  }

  /** A source that wants so many logins, and takes those that are due. */
  private LimitsSource loggingIn(int wanted, PollOutcome outcome) {
    return (org, logins) -> {
      for (int i = 0; i < wanted; i++) {
        if (logins.take()) {
          made.incrementAndGet();
        }
      }
      return outcome;
    };
  }

  private static PollOutcome read(long used) {
    return new PollOutcome.Read(
        new Snapshot(
            new TreeMap<>(
                java.util.Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(used, 100))),
            true));
  }

  private RecentLogins counted() {
    return states.read(ORG).upkeep().logins();
  }

  private static RecentLogins logins(int... slots) {
    RecentLogins logins = RecentLogins.NONE;
    for (int slot : slots) {
      logins = logins.plus(slot(slot));
    }
    return logins;
  }

  private static Instant slot(int n) {
    return SLOT.plus(Duration.ofMinutes(5L * n));
  }

  private Result poll(Instant slot, AlertStates alertStates, LimitsSource source) {
    return poll(cycle(alertStates, source, Duration.ofSeconds(30)), slot);
  }

  private static Result poll(PollCycle cycle, Instant slot) {
    return cycle
        .poll(List.of(new PollMessage(slot, List.of(ORG))))
        .getFirst()
        .orgs()
        .getFirst()
        .result();
  }

  private PollCycle cycle(AlertStates alertStates, LimitsSource source, Duration deadline) {
    return new PollCycle(
        new PollCycle.Stores(
            PollPorts.directory(List.of(PollPorts.org(ORG.value()))),
            history,
            alertStates,
            PollPorts.fleet(List.of())),
        new PollCycle.Sources(source, PollPorts.PROFILES),
        new PollCycle.Judging(
            PollPorts.CATALOGUE,
            new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
            PollPorts.JUDGES),
        SlotObservers.NONE,
        () -> SLOT,
        deadline,
        new OrgRunner(4));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private class Forwarded implements AlertStates {
    @Override
    public OrgState read(OrgId org) {
      return states.read(org);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      return states.commit(next, transitions);
    }
  }
}
