package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An org that answers with another id than before, as a sandbox does once it is refreshed. */
class AnotherOrgTest {
  private static final OrgId ORG = new OrgId("acme-uat");
  private static final Instant START = Instant.parse("2026-11-25T10:05:00Z");
  private static final String FIRST = "00D5g000004aBcD";
  private static final String SECOND = "00D5g000009xYzQEAU";
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LimitName MAILS = new LimitName("SingleEmail");

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> START, Duration.ofDays(30));
  private final Foresee foresee =
      new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE);
  private PollOutcome outcome = reading(10, 10, FIRST);

  @Test
  void theFirstOrgThatAnswersIsRecordedAndNotReported() {
    outcome = reading(85, 10, FIRST);
    poll(0, states);

    assertThat(anotherSince()).isNull();
    assertThat(told()).extracting(Transition::anotherOrgSince).containsOnlyNulls();
  }

  /** A row of an earlier release knows no org. */
  @Test
  void norIsTheFirstOneAfterAnUpgrade() {
    outcome = reading(10, 10, null);
    poll(0, states);
    outcome = reading(10, 10, SECOND);
    poll(1, states);

    assertThat(anotherSince()).isNull();
  }

  @Test
  void theNextMessageSaysItAndNoOther() {
    poll(0, states);
    outcome = reading(10, 10, SECOND);
    poll(1, states);
    assertThat(anotherSince()).isEqualTo(slot(1));
    assertThat(told()).isEmpty();

    outcome = reading(85, 90, SECOND);
    poll(2, states);
    outcome = reading(10, 10, SECOND);
    poll(3, states);

    assertThat(told())
        .extracting(Transition::anotherOrgSince)
        .containsExactly(slot(1), null, null, null);
    assertThat(anotherSince()).as("the page says it on").isEqualTo(slot(1));
  }

  @Test
  void anAlertOfTheFormerOrgIsJudgedByTheReadingsOfTheNewOne() {
    outcome = reading(85, 10, FIRST);
    poll(0, states);
    outcome = reading(10, 10, SECOND);
    poll(1, states);

    assertThat(told()).hasSize(2).last().isInstanceOf(Transition.Resolved.class);
    assertThat(told().getLast().anotherOrgSince()).isEqualTo(slot(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00D5g000004aBcD", "00D5g000004aBcDEAU"})
  void anIdOf15CharactersIsThatOf18(String same) {
    poll(0, states);
    outcome = reading(10, 10, same);
    poll(1, states);

    assertThat(anotherSince()).isNull();
  }

  @Test
  void anIdInAnotherCaseIsAnother() {
    poll(0, states);
    outcome = reading(10, 10, "00D5g000004abcD");
    poll(1, states);

    assertThat(anotherSince()).isEqualTo(slot(1));
  }

  @Test
  void aRefusalForWantOfCallsTellsTheOrgToo() {
    poll(0, states);
    outcome = new PollOutcome.Exhausted(null, SECOND);
    poll(1, states);

    assertThat(anotherSince()).isEqualTo(slot(1));
    assertThat(told()).extracting(Transition::anotherOrgSince).containsExactly(slot(1));
  }

  @Test
  void theFormerOrgsLimitsAreNoLongerKnown() {
    poll(0, states);
    outcome = new PollOutcome.Exhausted(null, SECOND);
    poll(1, states);

    assertThat(states.read(ORG).known()).isEmpty();
    assertThat(states.read(ORG).shown().foreseen()).isNull();
    assertThat(told().getLast().evidence())
        .isInstanceOfSatisfying(
            Evidence.Use.class, use -> assertThat(use.reading()).as("its numbers").isNull());
  }

  @Test
  void aLimitThatOnlyTheFormerOrgHadDoesNotVanish() {
    outcome = reading(10, 85, FIRST);
    poll(0, states);
    outcome = reading(10, 10, FIRST);
    poll(1, states);
    outcome =
        new PollOutcome.Read(
            new Snapshot(new TreeMap<>(Map.of(CALLS, Reading.ofUsed(10, 100))), true), SECOND);
    poll(2, states);

    assertThat(states.read(ORG).known()).containsOnlyKeys(CALLS);
    assertThat(told()).extracting(t -> t.key().rule()).containsOnly(Rule.USAGE);
  }

  @Test
  void nothingIsLostWhenTheCommitFailsAndTheMessageComesAgain() {
    poll(0, states);
    outcome = reading(85, 10, SECOND);
    assertThat(poll(1, new EndsBeforeTheCommit())).isInstanceOf(Result.NotSettled.class);
    assertThat(anotherSince()).isNull();
    assertThat(told()).isEmpty();

    poll(1, states);

    assertThat(anotherSince()).isEqualTo(slot(1));
    assertThat(told()).extracting(Transition::anotherOrgSince).containsExactly(slot(1));
  }

  @Test
  void forecastsOfAllLimitsBeginAnewAndSamplesStay() {
    for (int i = 0; i < 400; i++) {
      outcome = reading(20 + i % 20, i % 7, FIRST);
      poll(i, states);
    }
    assertThat(hasForecast(CALLS)).isTrue();
    assertThat(hasForecast(MAILS)).isTrue();

    outcome = reading(20, 3, SECOND);
    poll(400, states);

    assertThat(hasForecast(CALLS)).isFalse();
    assertThat(hasForecast(MAILS)).isFalse();
    assertThat(history.samples(ORG, START, slot(401))).hasSize(401);
  }

  @Test
  void theOrgsProfileIsReadAgain() {
    poll(0, states);
    assertThat(states.read(ORG).upkeep().profileAskedAt()).isEqualTo(slot(0));
    outcome = reading(10, 10, SECOND);
    poll(1, states);

    assertThat(states.read(ORG).upkeep().profileAskedAt()).isEqualTo(slot(1));
  }

  private boolean hasForecast(LimitName limit) {
    return Objects.requireNonNull(foresee.latest(ORG).orElseThrow().get(limit))
        .projection()
        .use()
        .isPresent();
  }

  private @Nullable Instant anotherSince() {
    return states.read(ORG).upkeep().anotherSince();
  }

  private List<Transition> told() {
    return states.outbox(ORG).stream().map(InMemoryAlertStates.Told::transition).toList();
  }

  private static Instant slot(int n) {
    return START.plusSeconds(300L * n);
  }

  private static PollOutcome reading(long calls, long mails, @Nullable String orgId) {
    return new PollOutcome.Read(
        new Snapshot(
            new TreeMap<>(
                Map.of(CALLS, Reading.ofUsed(calls, 100), MAILS, Reading.ofUsed(mails, 100))),
            true),
        orgId);
  }

  private Result poll(int n, AlertStates committed) {
    return new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(List.of(PollPorts.org(ORG.value()))),
                history,
                committed,
                PollPorts.fleet(List.of())),
            new PollCycle.Sources((org, logins) -> outcome, PollPorts.PROFILES),
            new PollCycle.Judging(PollPorts.CATALOGUE, foresee, PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> slot(n),
            Duration.ofSeconds(30),
            new OrgRunner(1))
        .poll(List.of(new PollMessage(slot(n), List.of(ORG))))
        .getFirst()
        .orgs()
        .getFirst()
        .result();
  }

  private final class EndsBeforeTheCommit implements AlertStates {
    @Override
    public OrgState read(OrgId org) {
      return states.read(org);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      throw new StoreUnavailableException("the process ended");
    }
  }
}
