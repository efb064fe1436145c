package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.limits.Window;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Gauges from poll to poll: another process reads each slot, and knows what the last one stored.
 */
class GaugePollTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant FIRST = Instant.parse("2026-11-25T00:00:00Z");
  private static final LimitName REPORTS = new LimitName("ConcurrentAsyncGetReportInstances");
  private static final List<LimitName> GAUGES =
      PollPorts.CATALOGUE.names().stream()
          .map(LimitName::new)
          .filter(limit -> PollPorts.CATALOGUE.describe(limit).window() == Window.CONCURRENT)
          .toList();

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> FIRST, Duration.ofDays(30));
  private final InMemoryForecasts forecasts = new InMemoryForecasts();
  private List<Policy> policies = List.of();
  private Instant slot = FIRST;

  @Test
  void noGaugeOfTheCatalogueTellsAnythingWhenItIsFullInEveryFourthSlot() {
    assertThat(GAUGES).hasSizeGreaterThan(5).contains(REPORTS);
    for (int i = 0; i < 288; i++) {
      SortedMap<LimitName, Reading> readings = new TreeMap<>();
      for (LimitName gauge : GAUGES) {
        readings.put(gauge, Reading.ofUsed(i % 4 == 0 ? 5 : 0, 5));
      }
      poll(new PollOutcome.Read(new Snapshot(readings, true)));
    }
    assertThat(told()).isEmpty();
    assertThat(states.read(ORG).open()).isEmpty();
  }

  @Test
  void aGaugeThatStaysFullIsOneEpisodeUntilItHasRestedForAnHour() {
    use(5, 0, 5, 5, 0, 5, 0, 0, 5, 5);
    assertThat(told()).containsExactly("opened");
    for (int i = 0; i < 12; i++) {
      use(0);
    }
    assertThat(told()).containsExactly("opened");
    use(0);
    assertThat(told()).containsExactly("opened", "resolved");
    assertThat(states.read(ORG).pending()).isEmpty();
  }

  @Test
  void aFailedSlotBetweenTwoReadingsIsNeither() {
    use(5);
    poll(new PollOutcome.Failed(FailureKind.UNREACHABLE, "no answer", "Wait."));
    assertThat(told()).isEmpty();
    use(5);
    assertThat(told()).containsExactly("opened");
  }

  @Test
  void aMessageThatComesTwiceIsReadOnce() {
    use(5);
    slot = slot.minusSeconds(300);
    assertThat(poll(read(5))).isEqualTo(new Result.Past());
    assertThat(told()).isEmpty();
  }

  @Test
  void aPolicyMayChangeHowLongWhileALevelIsPending() {
    policies = List.of(policy(Duration.ofHours(3)));
    use(5, 5, 5, 5);
    assertThat(told()).isEmpty();
    policies = List.of(policy(Duration.ofMinutes(20)));
    use(5);
    assertThat(told()).containsExactly("opened");
  }

  @Test
  void aPolicyMakesAnyLimitWait() {
    policies = List.of(policy(Duration.ofMinutes(10)));
    PollOutcome refused = new PollOutcome.Exhausted(null);
    poll(refused);
    poll(new PollOutcome.Failed(FailureKind.UNREACHABLE, "no answer", "Wait."));
    assertThat(told()).isEmpty();
    assertThat(states.read(ORG).pending()).containsOnlyKeys(LimitName.DAILY_API_REQUESTS);
    poll(refused);
    assertThat(told()).containsExactly("opened");
    assertThat(states.read(ORG).open().values())
        .singleElement()
        .satisfies(e -> assertThat(e.severity()).isEqualTo(Severity.EXHAUSTED));
  }

  private static Policy policy(Duration minimum) {
    return new Policy(List.of(), Map.of(), null, Levels.DEFAULT, null, 0.5, minimum);
  }

  private void use(long... places) {
    for (long used : places) {
      assertThat(poll(read(used))).isInstanceOf(Result.Read.class);
    }
  }

  private static PollOutcome read(long used) {
    return new PollOutcome.Read(
        new Snapshot(new TreeMap<>(Map.of(REPORTS, Reading.ofUsed(used, 5))), true));
  }

  private Result poll(PollOutcome outcome) {
    Result result =
        new PollCycle(
                new PollCycle.Stores(
                    PollPorts.directory(List.of(PollPorts.org("acme-prod"))),
                    history,
                    states,
                    PollPorts.fleet(policies)),
                new PollCycle.Sources((org, logins) -> outcome, PollPorts.PROFILES),
                new PollCycle.Judging(
                    PollPorts.CATALOGUE,
                    new Foresee(forecasts, history, PollPorts.CATALOGUE),
                    new Judges(states, Duration.ofHours(24))),
                SlotObservers.NONE,
                () -> slot.plusSeconds(2),
                Duration.ofSeconds(30),
                new OrgRunner(1))
            .poll(List.of(new PollMessage(slot, List.of(ORG))))
            .getFirst()
            .orgs()
            .getFirst()
            .result();
    slot = slot.plusSeconds(300);
    return result;
  }

  private List<String> told() {
    return states.outbox(ORG).stream()
        .map(InMemoryAlertStates.Told::transition)
        .map(Transition::word)
        .toList();
  }
}
