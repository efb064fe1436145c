package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.cycle.poll.PollReport.OrgResult;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.tell.Instances;
import dev.headroom.cycle.tell.RememberedInstances;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.org.OrgProfileSource.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often an org is asked what it is, and what becomes of the answer. */
@Timeout(60)
class OrgProfileCycleTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final int A_DAY = 288;
  private static final PollOutcome READ =
      new PollOutcome.Read(
          new Snapshot(
              new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(1, 100))), true));
  private static final OrgProfile MOVED =
      new OrgProfile("00D000000000001EAA", "FRA22", "Enterprise Edition", false);

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> SLOT, Duration.ofDays(30));

  /** The slots at which the org was asked. */
  private final List<Integer> asked = new ArrayList<>();

  private PollOutcome outcome = READ;
  private Answer answer = new Answer.Found(PollPorts.PROFILE);
  private int slot;

  @Test
  void anOrgIsAskedOnceInADayOfSlots() {
    polls(2 * A_DAY);
    assertThat(asked).containsExactly(0, A_DAY);
    assertThat(known()).isEqualTo(PollPorts.PROFILE);

    answer = new Answer.Found(MOVED);
    polls(1);
    assertThat(asked).containsExactly(0, A_DAY, 2 * A_DAY);
    assertThat(known()).isEqualTo(MOVED);
  }

  @Test
  void anOrgThatDoesNotTellIsAskedAgainEveryHourUntilItDoes() {
    answer = new Answer.Unknown("403");
    polls(30);
    assertThat(asked).containsExactly(0, 12, 24);
    assertThat(upkeep().profile()).isNull();

    answer = new Answer.Found(PollPorts.PROFILE);
    polls(A_DAY);
    assertThat(asked).containsExactly(0, 12, 24, 36);
    assertThat(known()).isEqualTo(PollPorts.PROFILE);
  }

  @Test
  void whatIsKnownIsKeptWhenItCannotBeHadAnewAndTheNextAttemptIsOnTheNextDay() {
    polls(1);
    answer = new Answer.Unknown("403");
    polls(2 * A_DAY);

    assertThat(asked).containsExactly(0, A_DAY, 2 * A_DAY);
    assertThat(known()).isEqualTo(PollPorts.PROFILE);
  }

  @Test
  void onlyAWholeReadingIsFollowedByTheQuestion() {
    outcome = new PollOutcome.Failed(FailureKind.SERVER, "503", "wait");
    polls(3);
    outcome = new PollOutcome.Exhausted(Reading.ofUsed(100, 100));
    polls(3);
    assertThat(asked).isEmpty();

    outcome = READ;
    polls(1);
    assertThat(asked).containsExactly(6);
    assertThat(upkeep().profileAskedAt()).isEqualTo(SLOT.plusSeconds(6 * 300));
  }

  @Test
  void anOutageForgetsNothing() {
    polls(1);
    outcome = new PollOutcome.Failed(FailureKind.SERVER, "503", "wait");
    polls(3);

    assertThat(known()).isEqualTo(PollPorts.PROFILE);
    assertThat(upkeep().profileAskedAt()).isEqualTo(SLOT);
  }

  @Test
  void anAttemptThatLiesFarAheadByAClocksMistakeHoldsNothingBack() {
    slot = 12 * 24 * 365;
    polls(1);
    states.commit(states.read(ORG).with(List.of(), SLOT.minusSeconds(300)), List.of());
    slot = 0;
    polls(1);

    assertThat(asked).containsExactly(12 * 24 * 365, 0);
  }

  @Test
  void aFailureIsARemarkAndTheReadingStands() {
    answer = new Answer.Unknown("organization of acme-prod: HTTP 400");

    OrgResult result = poll(Duration.ofSeconds(30), org -> answer);

    assertThat(result.result()).isEqualTo(new Result.Read(1, 0));
    assertThat(result.remarks()).containsExactly("organization of acme-prod: HTTP 400");
    assertThat(states.read(ORG).problem()).isNull();
  }

  @Test
  void anOrgThatHangsOverTheQuestionIsReadAllTheSame() {
    CountDownLatch never = new CountDownLatch(1);
    OrgProfileSource hangs =
        org -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return answer;
        };

    OrgResult result = poll(Duration.ofMillis(200), hangs);

    assertThat(result.result()).isEqualTo(new Result.Read(1, 0));
    assertThat(result.remarks()).hasSize(1);
    assertThat(states.read(ORG).problem()).isNull();
    assertThat(upkeep().profile()).isNull();
  }

  @Test
  void theInstanceIsKnownToWhoeverGroupsOrgsByIt() {
    Instances instances = new RememberedInstances(states);
    assertThat(instances.of(ORG)).isEmpty();
    polls(1);

    assertThat(instances.of(ORG)).contains("USA402");
  }

  private OrgProfile known() {
    return requireNonNull(upkeep().profile());
  }

  private Upkeep upkeep() {
    return states.read(ORG).upkeep();
  }

  private void polls(int slots) {
    for (int i = 0; i < slots; i++) {
      poll(
          Duration.ofSeconds(30),
          org -> {
            asked.add(slot);
            return answer;
          });
      slot++;
    }
  }

  private OrgResult poll(Duration deadline, OrgProfileSource profiles) {
    return new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(List.of(PollPorts.org(ORG.value()))),
                history,
                states,
                PollPorts.fleet(List.of())),
            new PollCycle.Sources((org, logins) -> outcome, profiles),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> SLOT,
            deadline,
            new OrgRunner(1))
        .poll(List.of(new PollMessage(SLOT.plusSeconds(300L * slot), List.of(ORG))))
        .getFirst()
        .orgs()
        .getFirst();
  }
}
