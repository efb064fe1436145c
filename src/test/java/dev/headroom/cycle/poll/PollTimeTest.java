package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.cycle.poll.PollReport.Result;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a poll does when the invocation ends before its orgs are read. */
@Timeout(60)
class PollTimeTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final OrgId FIRST = new OrgId("acme-prod");
  private static final OrgId SECOND = new OrgId("acme-uat");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> SLOT, Duration.ofDays(30));
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<OrgId> asked = new CopyOnWriteArrayList<>();
  private volatile Duration left = Duration.ofSeconds(40);
  private TimeLeft time = () -> left;

  @Test
  void orgsWhoseTurnComesTooLateAreHandedBackAndNotAsked() {
    PollReport report = pollOneOfTwo();

    assertThat(asked).hasSize(1);
    assertThat(report.isSettled()).isFalse();
    assertThat(report.orgs())
        .extracting(PollReport.OrgResult::result)
        .contains(new Result.Read(1, 0))
        .anySatisfy(
            r ->
                assertThat(r)
                    .isInstanceOfSatisfying(
                        Result.NotSettled.class,
                        n -> assertThat(n.detail()).contains("before the org's turn")));
  }

  @Test
  void whatComesAgainIsReadOnceInAll() {
    pollOneOfTwo();
    left = Duration.ofSeconds(40);
    LimitsSource answers =
        (org, logins) -> {
          asked.add(org.id());
          return read();
        };

    assertThat(poll(answers, LONG, FIRST, SECOND).isSettled()).isTrue();
    assertThat(asked).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void anOrgThatIsCutOffIsHandedBackAndCountsAsNoFailure() {
    AtomicInteger looks = new AtomicInteger();
    time = () -> looks.getAndIncrement() == 0 ? LONG : TimeLeft.MIN_TO_END.plusMillis(20);
    LimitsSource slow =
        (org, logins) -> {
          asked.add(org.id());
          await(new CountDownLatch(1));
          return read();
        };

    PollReport report = poll(slow, LONG, FIRST);

    assertThat(report.isSettled()).isFalse();
    assertThat(states.read(FIRST).problem()).isNull();
    assertThat(states.read(FIRST).lastSlot()).isNull();
    assertThat(states.outbox(FIRST)).isEmpty();
  }

  @Test
  void anOrgThatHadAllTheTimeThatAnOrgGetsIsAFailureHoweverLittleIsLeft() {
    LimitsSource hangs =
        (org, logins) -> {
          await(new CountDownLatch(1));
          return read();
        };

    assertThat(poll(hangs, Duration.ofMillis(50), FIRST).orgs().getFirst().result())
        .isEqualTo(new Result.Unread(FailureKind.TIMEOUT));
  }

  /** Whichever org is first uses up the time. */
  private PollReport pollOneOfTwo() {
    LimitsSource usesUpTheTime =
        (org, logins) -> {
          asked.add(org.id());
          left = Duration.ofSeconds(5);
          return read();
        };
    return poll(usesUpTheTime, LONG, FIRST, SECOND);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PollOutcome read() {
    return new PollOutcome.Read(
        new Snapshot(
            new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(1, 100))), true));
  }

  /** One org after the other. */
  private PollReport poll(LimitsSource source, Duration deadline, OrgId... orgs) {
    return new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(
                    List.of(orgs).stream().map(o -> PollPorts.org(o.value())).toList()),
                history,
                states,
                PollPorts.fleet(List.of())),
            new PollCycle.Sources(source, PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> SLOT,
            deadline,
            new OrgRunner(1))
        .poll(List.of(new PollMessage(SLOT, List.of(orgs))), time)
        .getFirst();
  }
}
