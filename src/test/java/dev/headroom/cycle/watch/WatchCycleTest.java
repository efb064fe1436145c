package dev.headroom.cycle.watch;

import static dev.headroom.cycle.watch.Vital.HEARTBEATS_FAILED;
import static dev.headroom.cycle.watch.Vital.NEWEST_SAMPLE_AGE;
import static dev.headroom.cycle.watch.Vital.ORGS_POLLED;
import static dev.headroom.cycle.watch.Vital.ORGS_UNREAD;
import static dev.headroom.cycle.watch.Vital.OUTBOX_OLDEST_AGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Severity;
import dev.headroom.cycle.poll.DispatchReport;
import dev.headroom.cycle.poll.PollReport;
import dev.headroom.cycle.poll.PollReport.OrgResult;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.tell.DeliveryReport;
import dev.headroom.cycle.tell.DeliveryReport.Outcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Transitions;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchCycleTest implements NewestReading {
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final InMemoryNotifyStore outbox = new InMemoryNotifyStore();
  private final List<Map<Vital, Double>> told = new ArrayList<>();
  private Instant now = START;
  private @Nullable Instant newest;
  private boolean answers = true;
  private int beats;
  private @Nullable Duration oldest;
  private Duration interval = Duration.ofMinutes(5);
  private final List<Map<Vital, Map<String, Double>>> parts = new ArrayList<>();
  private final WatchCycle watch =
      new WatchCycle(
          (figures, parts) -> {
            told.add(Map.copyOf(figures));
            if (!parts.isEmpty()) {
              told.add(Map.of());
              this.parts.add(Map.copyOf(parts));
            }
          },
          this,
          () -> Optional.ofNullable(oldest),
          outbox,
          Optional.of(
              () -> {
                beats++;
                return answers;
              }),
          () -> now,
          () -> interval);

  @Override
  public void remember(Instant time) {
    newest = time;
  }

  @Override
  public Optional<Instant> find() {
    return Optional.ofNullable(newest);
  }

  @Test
  void aPollTellsHowManyOrgsWereReadAndHowManyNot() {
    watch.polled(
        List.of(
            report(new Result.Read(3, 0), new Result.Unread(FailureKind.AUTH)),
            report(new Result.Read(3, 1), new Result.Past(), new Result.NotInFleet())),
        Duration.ofMillis(1_500));

    assertThat(told.getFirst())
        .isEqualTo(
            Map.of(
                ORGS_POLLED,
                2.0,
                ORGS_UNREAD,
                1.0,
                Vital.CALLS_SPENT,
                0.0,
                Vital.POLL_LATENCY,
                1.5));
    assertThat(parts).containsExactly(Map.of(ORGS_UNREAD, Map.of("auth", 1.0)));
    assertThat(newest).isEqualTo(START);
  }

  @Test
  void aPollThatReadNothingIsNotAReading() {
    watch.polled(
        List.of(report(new Result.Unread(FailureKind.RATE_LIMITED), new Result.Past())),
        Duration.ZERO);

    assertThat(told.getFirst()).containsEntry(ORGS_POLLED, 0.0).containsEntry(ORGS_UNREAD, 1.0);
    assertThat(parts).containsExactly(Map.of(ORGS_UNREAD, Map.of("rate-limited", 1.0)));
    assertThat(newest).isNull();
  }

  @Test
  void theHeartBeatsWhileTheNewestReadingIsAtMostTwoIntervalsOldAndNoLonger() {
    watch.minute();
    assertThat(beats).as("before the first reading").isZero();
    remember(START);

    for (int minute = 0; minute <= 10; minute++) {
      now = START.plus(Duration.ofMinutes(minute));
      watch.minute();
    }
    assertThat(beats).isEqualTo(11);

    now = START.plus(Duration.ofMinutes(10)).plusSeconds(1);
    watch.minute();
    assertThat(beats).as("when the newest reading is old").isEqualTo(11);
    assertThat(told.getLast()).isEqualTo(Map.of(OUTBOX_OLDEST_AGE, 0.0, NEWEST_SAMPLE_AGE, 601.0));

    interval = Duration.ofMinutes(15);
    watch.minute();
    assertThat(beats).as("when no org is read more often").isEqualTo(12);
  }

  @Test
  void aFailedHeartbeatIsReported() {
    remember(START);
    answers = false;

    watch.minute();

    assertThat(told.getLast()).containsEntry(HEARTBEATS_FAILED, 1.0);
  }

  @Test
  void theAgeOfTheOldestWaitingTransitionIsReported() {
    outbox.append(Transitions.opened(Severity.ATTENTION, 62_000), START);
    outbox.append(Transitions.opened(Severity.ATTENTION, 62_000), START.plusSeconds(60));
    now = START.plusSeconds(90);

    watch.minute();

    assertThat(told).containsExactly(Map.of(OUTBOX_OLDEST_AGE, 90.0));
  }

  @Test
  void theCallsOfAllOrgsAreAddedUp() {
    PollReport report =
        new PollReport(
            START,
            List.of(
                new OrgResult(new OrgId("one"), new Result.Read(3, 0), List.of(), List.of(), 2),
                new OrgResult(
                    new OrgId("two"),
                    new Result.Unread(FailureKind.SERVER),
                    List.of(),
                    List.of(),
                    1)));

    watch.polled(List.of(report), Duration.ZERO);

    assertThat(told.getFirst()).containsEntry(Vital.CALLS_SPENT, 3.0);
  }

  @Test
  void whatATickSentAndWhatBecameOfDeliveriesIsTold() {
    watch.dispatched(new DispatchReport(START, 100, 20, 1));
    watch.delivered(
        new DeliveryReport(Map.of(Outcome.DELIVERED, 3, Outcome.RETRIED, 1, Outcome.BUSY, 7)));
    watch.delivered(DeliveryReport.of(Outcome.NOT_DUE));

    assertThat(told)
        .containsExactly(Map.of(Vital.ORGS_DUE, 20.0), Map.of(Vital.DELIVERIES, 4.0), Map.of());
    assertThat(parts)
        .containsExactly(Map.of(Vital.DELIVERIES, Map.of("delivered", 3.0, "retried", 1.0)));
  }

  @Test
  void theOldestReadingIsToldWhereOneWasLookedAt() {
    watch.minute();
    assertThat(told.getLast()).doesNotContainKey(Vital.OLDEST_SAMPLE_AGE);
    oldest = Duration.ofMinutes(12);

    watch.minute();

    assertThat(told.getLast()).containsEntry(Vital.OLDEST_SAMPLE_AGE, 720.0);
  }

  private static PollReport report(Result... results) {
    List<OrgResult> orgs = new ArrayList<>();
    for (Result result : results) {
      orgs.add(new OrgResult(new OrgId("org-" + orgs.size()), result));
    }
    return new PollReport(START, orgs);
  }
}
