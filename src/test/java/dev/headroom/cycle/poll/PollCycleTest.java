package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Reminders;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Threshold;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.poll.PollReport.Result.Why;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.fleet.Settings;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.notify.NotifyRules;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.UnstorableException;
import dev.headroom.usage.AdviceRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PollCycleTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final Instant NEXT = SLOT.plusSeconds(300);
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LimitName MAILS = new LimitName("MassEmail");
  private static final OrgId PROD = new OrgId("acme-prod");
  private static final OrgId UAT = new OrgId("acme-uat");

  private final List<Org> orgs = List.of(PollPorts.org("acme-prod"), PollPorts.org("acme-uat"));
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> SLOT, Duration.ofDays(30));
  private InMemoryForecasts forecasts = new InMemoryForecasts();
  private Judges judges = new Judges(states, Duration.ofHours(24));
  private final List<SlotObserver> observers = new ArrayList<>();
  private final Map<OrgId, PollOutcome> answers = new HashMap<>();
  private final Map<OrgId, Integer> asked = new ConcurrentHashMap<>();
  private UsageHistory samples = history;
  private LimitCatalogue catalogue = PollPorts.CATALOGUE;
  private LimitCatalogue windows = PollPorts.CATALOGUE;
  private Instant now = SLOT.plusSeconds(2);
  private Settings settings = new Settings(1, List.of(), Map.of(), List.of());

  @Test
  void aReadingIsKeptJudgedAndCommitted() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100), MAILS, Reading.ofUsed(1, 10))));

    assertThat(poll(SLOT, PROD)).isEqualTo(new Result.Read(2, 1));

    OrgState state = states.read(PROD);
    assertThat(state.lastSlot()).isEqualTo(SLOT);
    assertThat(state.lastReadAt()).isEqualTo(now);
    assertThat(state.problem()).isNull();
    assertThat(state.known()).containsOnlyKeys(CALLS, MAILS);
    assertThat(points(CALLS)).containsExactly(new Series.Point(SLOT, Reading.ofUsed(85, 100)));
    assertThat(told())
        .singleElement()
        .isInstanceOfSatisfying(
            Transition.Opened.class,
            opened -> assertThat(opened.episode().severity()).isEqualTo(Severity.ESCALATION));
  }

  @Test
  void theStateHoldsTheForecastUntilTheNextReading() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(100, 100), MAILS, Reading.ofUsed(1, 10))));
    poll(SLOT, PROD);
    Foreseen out = foreseen();
    assertThat(out.asOf()).isEqualTo(SLOT);
    assertThat(out.next())
        .isInstanceOfSatisfying(
            NextExhaustion.Out.class, o -> assertThat(o.limit()).isEqualTo(CALLS));
    assertThat(states.glances(List.of(PROD)))
        .singleElement()
        .satisfies(row -> assertThat(row.foreseen()).isEqualTo(out));

    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "503", "wait"));
    poll(NEXT, PROD);
    assertThat(foreseen()).isEqualTo(out);

    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(1, 100), MAILS, Reading.ofUsed(1, 10))));
    Instant last = NEXT.plusSeconds(300);
    poll(last, PROD);
    assertThat(foreseen().asOf()).isEqualTo(last);
    assertThat(foreseen().next()).isNotEqualTo(out.next());
  }

  private Foreseen foreseen() {
    return requireNonNull(states.read(PROD).shown().foreseen());
  }

  @Test
  void aRepeatedOrLateMessageMakesNoCallAndChangesNothing() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(NEXT, PROD);
    OrgState before = states.read(PROD);

    assertThat(poll(NEXT, PROD)).isEqualTo(new Result.Past());
    assertThat(poll(SLOT, PROD)).isEqualTo(new Result.Past());

    assertThat(asked.get(PROD)).isEqualTo(1);
    assertThat(states.read(PROD)).isEqualTo(before);
    assertThat(points(CALLS)).hasSize(1);
  }

  @Test
  void slotsOfOneOrgInABatchAreReadInAscendingOrder() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(10, 100))));
    List<PollReport> reports =
        cycle(source(), states)
            .poll(
                List.of(
                    new PollMessage(NEXT, List.of(PROD)), new PollMessage(SLOT, List.of(PROD))));

    assertThat(reports).extracting(PollReport::slot).containsExactly(NEXT, SLOT);
    assertThat(reports).allSatisfy(r -> assertThat(result(r)).isEqualTo(new Result.Read(1, 0)));
    assertThat(points(CALLS)).extracting(Series.Point::at).containsExactly(SLOT, NEXT);
  }

  @Test
  void moreTransitionsThanOneCommitTakesAreCommittedInParts() {
    SortedMap<LimitName, Reading> full = new TreeMap<>();
    for (int i = 0; i < 2 * AlertStates.MAX_TRANSITIONS + 3; i++) {
      full.put(new LimitName("Limit" + i), Reading.ofUsed(100, 100));
    }
    answers.put(PROD, new PollOutcome.Read(new Snapshot(full, true)));

    assertThat(poll(SLOT, PROD)).isEqualTo(new Result.Read(full.size(), full.size()));

    assertThat(told()).hasSize(full.size());
    assertThat(told()).extracting(t -> t.key().limit()).doesNotHaveDuplicates();
    assertThat(states.read(PROD).version()).isEqualTo(3);
    assertThat(states.read(PROD).lastSlot()).isEqualTo(SLOT);
  }

  @Test
  void aCrashBetweenPartsLeavesTheRestToTheSameMessage() {
    SortedMap<LimitName, Reading> full = new TreeMap<>();
    for (int i = 0; i < AlertStates.MAX_TRANSITIONS + 5; i++) {
      full.put(new LimitName("Limit" + i), Reading.ofUsed(100, 100));
    }
    answers.put(PROD, new PollOutcome.Read(new Snapshot(full, true)));

    Result cut = result(poll(source(), new StatesThatEndAfter(1), SLOT, PROD));
    assertThat(cut).isInstanceOf(Result.NotSettled.class);
    assertThat(told()).hasSize(AlertStates.MAX_TRANSITIONS);
    assertThat(states.read(PROD).isPast(SLOT)).isFalse();

    assertThat(poll(SLOT, PROD)).isEqualTo(new Result.Read(full.size(), 5));
    assertThat(told()).hasSize(full.size());
    assertThat(told()).extracting(t -> t.key().limit()).doesNotHaveDuplicates();
  }

  @Test
  void aRefusalForWantOfCallsIsAFullReadingOfThatLimitAlone() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(95, 100), MAILS, Reading.ofUsed(9, 10))));
    poll(SLOT, PROD);
    answers.put(PROD, new PollOutcome.Exhausted(null));

    assertThat(poll(NEXT, PROD)).isEqualTo(new Result.Read(1, 1));

    OrgState state = states.read(PROD);
    assertThat(points(CALLS)).last().isEqualTo(new Series.Point(NEXT, Reading.ofUsed(100, 100)));
    assertThat(state.known().get(MAILS))
        .isEqualTo(new OrgState.Known(Reading.ofUsed(9, 10), false));
    assertThat(state.problem())
        .isNotNull()
        .satisfies(p -> assertThat(p.detail()).contains("REQUEST_LIMIT_EXCEEDED"));
    assertThat(told()).last().isInstanceOf(Transition.Escalated.class);
    assertThat(state.open()).hasSize(2);
  }

  @Test
  void aRefusalOfAnOrgThatWasNeverReadIsAnAlertWithoutNumbers() {
    answers.put(PROD, new PollOutcome.Exhausted(null));

    assertThat(poll(SLOT, PROD)).isEqualTo(new Result.Read(0, 1));

    assertThat(points(CALLS)).isEmpty();
    assertThat(states.read(PROD).known()).isEmpty();
    assertThat(told())
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.episode().severity()).isEqualTo(Severity.EXHAUSTED);
              assertThat(((Evidence.Use) t.evidence()).reading()).isNull();
            });
  }

  @Test
  void aRefusalIsNeverLessThanWhatWasKnown() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(130, 100))));
    poll(SLOT, PROD);
    answers.put(PROD, new PollOutcome.Exhausted(null));
    poll(NEXT, PROD);

    assertThat(points(CALLS)).last().extracting(p -> p.reading().used()).isEqualTo(130L);
  }

  @Test
  void anOrgThatGivesNoReadingKeepsItsAlertsAndLastKnownNumbers() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT, PROD);
    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "503", "wait"));

    assertThat(poll(NEXT, PROD)).isEqualTo(new Result.Unread(FailureKind.SERVER));

    OrgState state = states.read(PROD);
    assertThat(state.lastSlot()).isEqualTo(NEXT);
    assertThat(state.lastReadAt()).isEqualTo(now);
    assertThat(state.known().get(CALLS))
        .isEqualTo(new OrgState.Known(Reading.ofUsed(85, 100), false));
    assertThat(state.open()).hasSize(1);
    assertThat(state.problem())
        .isEqualTo(new OrgState.Problem(FailureKind.SERVER, "503", "wait", 1));
    assertThat(told()).hasSize(1);
    assertThat(points(CALLS)).hasSize(1);
  }

  @Test
  void theSlotsThatAnOrgMissesInARowAreCountedUntilItGivesAReading() {
    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "503", "wait"));
    poll(SLOT, PROD);
    poll(NEXT, PROD);

    assertThat(requireNonNull(states.read(PROD).problem()).missed()).isEqualTo(2);

    answers.put(PROD, new PollOutcome.Exhausted(null));
    assertThat(poll(NEXT.plusSeconds(300), PROD)).isEqualTo(new Result.NotAsked(Why.BREAKER));
    assertThat(requireNonNull(states.read(PROD).problem()).missed()).isEqualTo(3);

    poll(NEXT.plusSeconds(600), PROD);

    assertThat(requireNonNull(states.read(PROD).problem()).missed()).isZero();

    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "503", "wait"));
    poll(NEXT.plusSeconds(900), PROD);

    assertThat(requireNonNull(states.read(PROD).problem()).missed()).isEqualTo(1);
  }

  @Test
  void aSlotThatAnotherPollerPassedMeanwhileIsKeptAndNotJudged() {
    PollCycle other = cycle((org, logins) -> read(Map.of(CALLS, Reading.ofUsed(20, 100))), states);
    PollOutcome late = read(Map.of(CALLS, Reading.ofUsed(99, 100)));
    LimitsSource slow =
        (org, logins) -> {
          other.poll(List.of(new PollMessage(NEXT, List.of(PROD))));
          return late;
        };

    assertThat(result(poll(slow, states, SLOT, PROD))).isEqualTo(new Result.Overtaken());
    assertThat(told()).isEmpty();
    assertThat(states.read(PROD).lastSlot()).isEqualTo(NEXT);
  }

  @Test
  void anOrgThatHangsIsGivenUpAtItsDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    LimitsSource hangs =
        (org, logins) -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return read(Map.of());
        };

    assertThat(result(poll(hangs, Duration.ofMillis(50))))
        .isEqualTo(new Result.Unread(FailureKind.TIMEOUT));
    assertThat(states.read(PROD).problem())
        .isNotNull()
        .satisfies(p -> assertThat(p.remedy()).isNotBlank());
  }

  @Test
  void noOrgWaitsForAnother() {
    CountDownLatch otherWasAsked = new CountDownLatch(1);
    LimitsSource waitsForTheOther =
        (org, logins) -> {
          try {
            if (org.id().equals(PROD)) {
              otherWasAsked.await();
            } else {
              otherWasAsked.countDown();
            }
            return read(Map.of(CALLS, Reading.ofUsed(1, 100)));
          } catch (InterruptedException e) {
            return new PollOutcome.Failed(FailureKind.TIMEOUT, "interrupted", "");
          }
        };

    assertThat(poll(waitsForTheOther, DEADLINE).orgs())
        .extracting(PollReport.OrgResult::result)
        .containsExactly(new Result.Read(1, 0), new Result.Read(1, 0));
  }

  @Test
  void anOrgThatLeftTheFleetIsSettledAndNotAsked() {
    assertThat(poll(SLOT, new OrgId("gone"))).isEqualTo(new Result.NotInFleet());
    assertThat(asked).isEmpty();
  }

  @Test
  void aStoreThatFailsForOneOrgHandsBackThatOrgAlone() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(1, 100))));
    answers.put(UAT, read(Map.of(CALLS, Reading.ofUsed(1, 100))));
    AlertStates broken =
        new ForwardedStates() {
          @Override
          public OrgState read(OrgId org) {
            if (org.equals(UAT)) {
              throw new StoreUnavailableException("the table is throttled");
            }
            return super.read(org);
          }
        };

    PollReport report =
        cycle(source(), broken).poll(List.of(new PollMessage(SLOT, List.of(UAT, PROD)))).getFirst();

    assertThat(report.isSettled()).isFalse();
    assertThat(report.orgs().getFirst().result())
        .isInstanceOfSatisfying(
            Result.NotSettled.class, r -> assertThat(r.detail()).contains("throttled"));
    assertThat(report.orgs().getLast().result()).isEqualTo(new Result.Read(1, 0));
  }

  @Test
  void racesThatAreLostAgainAndAgainHandTheMessageBack() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    AtomicInteger tries = new AtomicInteger();
    AlertStates contended =
        new ForwardedStates() {
          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            tries.incrementAndGet();
            return CommitResult.CONFLICT;
          }
        };

    assertThat(result(poll(source(), contended, SLOT, PROD))).isInstanceOf(Result.NotSettled.class);
    assertThat(tries).hasValue(8);
    assertThat(asked.get(PROD)).isEqualTo(1);
    assertThat(told()).isEmpty();
  }

  @Test
  void anUnreadableOrgIsReportedAndAReadingResolvesItBeforeItsLimitsAreJudged() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(10, 100))));
    poll(SLOT, PROD);
    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "it answered 503", "Wait."));
    for (int i = 1; i <= 7; i++) {
      poll(SLOT.plusSeconds(300L * i), PROD);
    }
    assertThat(asked.get(PROD)).isEqualTo(4);
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT.plusSeconds(300 * 8), PROD);

    assertThat(told())
        .extracting(t -> t.key().rule().word() + " " + t.word() + " " + t.episode().severity())
        .containsExactly(
            "not-reporting opened ATTENTION",
            "not-reporting escalated ESCALATION",
            "not-reporting resolved ESCALATION",
            "usage opened ESCALATION");
    assertThat(told().get(1).evidence())
        .isEqualTo(
            new Evidence.Silence(SLOT.plusSeconds(300 * 6), 6, now, "it answered 503", "Wait."));
  }

  @Test
  void aRefusalForUsedUpCallsIsAReadingAndResolvesNotReporting() {
    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "it answered 503", "Wait."));
    poll(SLOT, PROD);
    poll(NEXT, PROD);
    answers.put(PROD, new PollOutcome.Exhausted(null));
    poll(NEXT.plusSeconds(300), PROD);
    poll(NEXT.plusSeconds(600), PROD);

    assertThat(told())
        .extracting(t -> t.key().rule().word() + " " + t.word())
        .containsExactly("not-reporting opened", "not-reporting resolved", "usage opened");
  }

  @Test
  void openAlertsOfAnOrgThatIsDarkStayAsTheyAre() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT, PROD);
    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "it answered 503", "Wait."));
    poll(NEXT, PROD);
    poll(NEXT.plusSeconds(300), PROD);

    assertThat(states.read(PROD).open())
        .containsOnlyKeys(AlertKey.usage(PROD, CALLS), AlertKey.notReporting(PROD));
  }

  @Test
  void limitsThatVanishAreReportedOnceAndTheirAlertsEnd() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(1, 100), MAILS, Reading.ofUsed(9, 10))));
    poll(SLOT, PROD);
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(1, 100))));
    poll(NEXT, PROD);
    poll(NEXT.plusSeconds(300), PROD);
    poll(SLOT.plus(Duration.ofHours(24)), PROD);

    assertThat(told())
        .extracting(t -> t.key().rule().word() + " " + t.word() + " " + t.episode().reason().word())
        .containsExactly(
            "usage opened threshold",
            "vanished opened vanished",
            "usage resolved no-longer-reported",
            "vanished resolved no-longer-reported");
    assertThat(states.read(PROD).open()).isEmpty();
  }

  @Test
  void observersReceiveWhatWasCommittedAndAFailingOneChangesNothing() {
    List<SlotObserver.Committed> seen = new ArrayList<>();
    observers.add(
        committed -> {
          throw new StackOverflowError("an observer without an end");
        });
    observers.add(seen::add);
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    PollReport report = poll(source(), states, SLOT, PROD);

    assertThat(result(report)).isEqualTo(new Result.Read(1, 1));
    assertThat(report.isSettled()).isTrue();
    assertThat(report.orgs().getFirst().unheard())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.org()).isEqualTo(PROD);
              assertThat(failure.slot()).isEqualTo(SLOT);
              assertThat(failure.detail()).contains("an observer without an end");
            });
    assertThat(seen)
        .singleElement()
        .satisfies(
            committed -> {
              assertThat(committed.state()).isEqualTo(states.read(PROD));
              assertThat(committed.slot()).isEqualTo(SLOT);
              assertThat(committed.snapshot().readings()).containsOnlyKeys(CALLS);
              assertThat(committed.foreseen()).containsOnlyKeys(CALLS);
              assertThat(committed.transitions()).isEqualTo(told());
            });
  }

  @Test
  void observersHearNothingOfALostRace() {
    List<SlotObserver.Committed> seen = new ArrayList<>();
    observers.add(seen::add);
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    AlertStates lost =
        new ForwardedStates() {
          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            return CommitResult.CONFLICT;
          }
        };

    assertThat(poll(source(), lost, SLOT, PROD).isSettled()).isFalse();
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void anyExceptionWhileReadingAnOrgAffectsThatOrgAlone(Throwable thrown) {
    answers.put(UAT, read(Map.of(CALLS, Reading.ofUsed(1, 100))));
    LimitsSource source =
        (org, logins) -> {
          if (org.id().equals(PROD)) {
            throw PollCycleTest.<RuntimeException>sneaky(thrown);
          }
          return source().read(org, logins);
        };

    PollReport report = poll(source, DEADLINE);

    assertThat(report.isSettled()).isTrue();
    assertThat(report.orgs().getFirst().result())
        .isEqualTo(new Result.Unread(FailureKind.MALFORMED));
    assertThat(report.orgs().getLast().result()).isEqualTo(new Result.Read(1, 0));
    assertThat(states.read(PROD).lastSlot()).isEqualTo(SLOT);
    assertThat(states.read(PROD).lastReadAt()).isNull();
    assertThat(requireNonNull(states.read(PROD).problem()).detail())
        .contains("could not be read because of a fault in Headroom")
        .contains(thrown.getClass().getSimpleName())
        .contains("PollCycleTest.throwables")
        .doesNotContain("S3CRET");
  }

  static List<Throwable> throwables() {
    return List.of(
        new StackOverflowError("S3CRET"),
        new OutOfMemoryError("S3CRET"),
        new AssertionError("S3CRET"),
        new NoClassDefFoundError("S3CRET"),
        new IllegalArgumentException("S3CRET"),
        new IOException("S3CRET"));
  }

  static List<Throwable> unchecked() {
    return throwables().stream().filter(t -> !(t instanceof IOException)).toList();
  }

  @ParameterizedTest
  @MethodSource("unchecked")
  void anOrgThatCannotBeJudgedIsShownAsUnread(Throwable thrown) {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT, PROD);
    catalogue =
        name -> {
          throw PollCycleTest.<RuntimeException>sneaky(thrown);
        };

    assertThat(poll(NEXT, PROD)).isEqualTo(new Result.Unread(FailureKind.MALFORMED));

    OrgState state = states.read(PROD);
    assertThat(state.lastSlot()).isEqualTo(NEXT);
    assertThat(state.lastReadAt()).isBefore(NEXT);
    assertThat(requireNonNull(state.problem()).missed()).isEqualTo(1);
    assertThat(state.problem().detail())
        .contains("could not be judged because of a fault in Headroom")
        .doesNotContain("S3CRET");
    assertThat(state.open()).hasSize(1);
  }

  @Test
  void aForecastThatFailsKeepsNothingFromBeingJudged() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(10, 100))));
    poll(SLOT, PROD);
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    windows =
        name -> {
          throw new StackOverflowError();
        };

    PollReport report = poll(source(), states, NEXT, PROD);

    assertThat(result(report)).isEqualTo(new Result.Read(1, 1));
    assertThat(report.orgs().getFirst().remarks())
        .singleElement()
        .asString()
        .contains("there are no forecasts: StackOverflowError");
  }

  @Test
  void aStoreThatTakesNoSampleHandsTheMessageBack() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    samples = new ThrottledHistory();

    assertThat(poll(SLOT, PROD))
        .isInstanceOfSatisfying(
            Result.NotSettled.class, r -> assertThat(r.detail()).contains("throttled"));
    assertThat(states.read(PROD).lastSlot()).isNull();
  }

  static List<RuntimeException> refusals() {
    return List.of(
        new UnstorableException("store it", "the row would be larger than 400 KB", new Exception()),
        new IllegalStateException("S3CRET"),
        new IllegalArgumentException("S3CRET"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aSampleThatNoStoreTakesIsShownAsWhatItIsWithTheNextState(RuntimeException refusal) {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT, PROD);
    samples =
        new ForwardedHistory() {
          @Override
          public void put(OrgId org, Sample sample) {
            throw refusal;
          }
        };

    assertThat(poll(NEXT, PROD)).isEqualTo(new Result.Unread(FailureKind.MALFORMED));

    assertIsUnread("could not be stored because of a fault in Headroom");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aStateThatNoStoreTakesIsShownAsWhatItIs(RuntimeException refusal) {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT, PROD);
    AlertStates small =
        new ForwardedStates() {
          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            if (next.problem() == null) {
              throw refusal;
            }
            return super.commit(next, transitions);
          }
        };

    assertThat(result(poll(source(), small, NEXT, PROD)))
        .isEqualTo(new Result.Unread(FailureKind.MALFORMED));

    assertIsUnread("could not be stored because of a fault in Headroom");
  }

  /** Told once and visibly; what was known and open stays, and the next slot tries again. */
  private void assertIsUnread(String fault) {
    OrgState state = states.read(PROD);
    assertThat(state.lastSlot()).isEqualTo(NEXT);
    assertThat(state.lastReadAt()).isBefore(NEXT);
    assertThat(state.open()).hasSize(1);
    assertThat(state.known()).containsOnlyKeys(CALLS);
    String detail = requireNonNull(state.problem()).detail();
    assertThat(detail).doesNotContain("S3CRET");
    assertThat(
            detail.contains(fault)
                || detail.equals(
                    "the org's answer cannot be stored: could not store it: the row would be larger"
                        + " than 400 KB"))
        .as(detail)
        .isTrue();
  }

  @Test
  void whatNeitherJudgingNorTellingOfItTakesIsShownWithTheAlertsAsTheyWere() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT, PROD);
    answers.put(PROD, new PollOutcome.Failed(FailureKind.SERVER, "it answered 503", "Wait."));
    poll(NEXT, PROD);
    judges =
        new Judges(states, Duration.ofHours(24)) {
          @Override
          Judged judge(
              OrgState state,
              Instant slot,
              Look look,
              SortedMap<LimitName, Evidence.Use> seen,
              Rules rules) {
            throw new StackOverflowError("S3CRET");
          }
        };
    Instant third = NEXT.plusSeconds(300);

    assertThat(poll(third, PROD)).isEqualTo(new Result.Unread(FailureKind.MALFORMED));

    OrgState state = states.read(PROD);
    assertThat(state.lastSlot()).isEqualTo(third);
    assertThat(state.open()).hasSize(1);
    assertThat(requireNonNull(state.problem()).missed()).isEqualTo(2);
    assertThat(state.problem().detail())
        .contains("could not be judged because of a fault in Headroom: StackOverflowError")
        .doesNotContain("S3CRET");
  }

  @Test
  void howManyLimitsMadeRoomIsARemark() {
    answers.put(PROD, new PollOutcome.Read(limits("Old", KnownLimits.MAX)));
    poll(SLOT, PROD);
    answers.put(PROD, new PollOutcome.Read(limits("New", 30)));

    PollReport report = poll(source(), states, NEXT, PROD);

    assertThat(result(report)).isEqualTo(new Result.Read(30, 0));
    assertThat(report.orgs().getFirst().remarks())
        .containsExactly("30 limits that are gone made room for new ones");
    assertThat(states.read(PROD).known()).hasSize(KnownLimits.MAX);
  }

  private static Snapshot limits(String name, int count) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      readings.put(new LimitName(name + i), Reading.ofUsed(1, 100));
    }
    return new Snapshot(readings, true);
  }

  @Test
  void forecastsThatCannotBeKeptAreARemark() {
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(10, 100))));
    forecasts =
        new InMemoryForecasts() {
          @Override
          public void save(OrgId org, StoredForecasts kept) {
            throw new IllegalStateException("S3CRET");
          }
        };

    PollReport report = poll(source(), states, SLOT, PROD);

    assertThat(result(report)).isEqualTo(new Result.Read(1, 0));
    assertThat(report.orgs().getFirst().remarks())
        .singleElement()
        .asString()
        .startsWith("the forecasts were not stored: IllegalStateException in ");
  }

  @Test
  void anOverrideJudgesUntilItsEndByTheSlotAndNoLonger() {
    settings =
        new Settings(
            1,
            List.of(),
            Map.of(),
            Set.of(),
            List.of(),
            Set.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            AdviceRule.DEFAULT,
            List.of(),
            NotifyRules.DEFAULT,
            List.of(
                new PolicyOverride(
                    "3f2a91c0",
                    new PolicyMatch(List.of("Daily*"), List.of("acme-prod"), Map.of(), null),
                    new Threshold(null, null, 10L),
                    Threshold.of(95),
                    null,
                    null,
                    Horizons.OFF,
                    NEXT,
                    "backfill",
                    "Ann")));
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    answers.put(UAT, read(Map.of(CALLS, Reading.ofUsed(85, 100))));

    assertThat(poll(SLOT, PROD)).isEqualTo(new Result.Read(1, 0));
    assertThat(poll(SLOT, UAT)).isEqualTo(new Result.Read(1, 1));
    assertThat(poll(NEXT, PROD)).isEqualTo(new Result.Read(1, 1));
  }

  @Test
  void anAlertThatStaysOpenIsRemindedByTheSlotWithItsNewNumbers() {
    settings =
        new Settings(
            1,
            List.of(),
            Map.of(),
            Set.of(),
            List.of(),
            Set.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            AdviceRule.DEFAULT,
            List.of(),
            new NotifyRules(Reminders.DEFAULT));
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(85, 100))));
    poll(SLOT, PROD);
    answers.put(PROD, read(Map.of(CALLS, Reading.ofUsed(86, 100))));
    Instant due = SLOT.plus(Duration.ofHours(4));

    assertThat(poll(due.minusSeconds(300), PROD)).isEqualTo(new Result.Read(1, 0));
    assertThat(poll(due, PROD)).isEqualTo(new Result.Read(1, 1));
    assertThat(poll(due.plusSeconds(300), PROD)).isEqualTo(new Result.Read(1, 0));

    assertThat(told())
        .last()
        .isInstanceOfSatisfying(
            Transition.Reminded.class,
            reminded ->
                assertThat(reminded.evidence())
                    .isInstanceOfSatisfying(
                        Evidence.Use.class,
                        use -> {
                          assertThat(use.slot()).isEqualTo(due);
                          assertThat(use.reading()).isEqualTo(Reading.ofUsed(86, 100));
                        }));
    assertThat(states.newest(AlertKey.usage(PROD, CALLS)).orElseThrow().episode().openedAt())
        .isEqualTo(SLOT);
  }

  private static PollOutcome read(Map<LimitName, Reading> readings) {
    return new PollOutcome.Read(new Snapshot(new TreeMap<>(readings), true));
  }

  private LimitsSource source() {
    return (org, logins) -> {
      asked.merge(org.id(), 1, Integer::sum);
      return Objects.requireNonNull(answers.get(org.id()));
    };
  }

  private PollCycle cycle(LimitsSource source, AlertStates alertStates) {
    return cycle(source, alertStates, DEADLINE);
  }

  private PollCycle cycle(LimitsSource source, AlertStates alertStates, Duration deadline) {
    return new PollCycle(
        new PollCycle.Stores(
            PollPorts.directory(orgs), samples, alertStates, PollPorts.fleetWith(settings)),
        new PollCycle.Sources(source, PollPorts.PROFILES),
        new PollCycle.Judging(catalogue, new Foresee(forecasts, samples, windows), judges),
        new SlotObservers(observers),
        () -> now,
        deadline,
        new OrgRunner(4));
  }

  /** Both orgs in one message. */
  private PollReport poll(LimitsSource source, Duration deadline) {
    return cycle(source, states, deadline)
        .poll(List.of(new PollMessage(SLOT, List.of(PROD, UAT))))
        .getFirst();
  }

  private Result poll(Instant slot, OrgId org) {
    return result(poll(source(), states, slot, org));
  }

  private PollReport poll(LimitsSource source, AlertStates alertStates, Instant slot, OrgId org) {
    return cycle(source, alertStates).poll(List.of(new PollMessage(slot, List.of(org)))).getFirst();
  }

  private static Result result(PollReport report) {
    return report.orgs().getFirst().result();
  }

  private List<Series.Point> points(LimitName limit) {
    return history.raw(PROD, limit, SLOT.minusSeconds(1), NEXT.plusSeconds(1)).points();
  }

  private List<Transition> told() {
    return states.outbox(PROD).stream().map(InMemoryAlertStates.Told::transition).toList();
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // Thrown as it is, checked or not.
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private class ForwardedHistory implements UsageHistory {
    @Override
    public void put(OrgId org, Sample sample) {
      history.put(org, sample);
    }

    @Override
    public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
      return history.raw(org, limit, from, to);
    }

    @Override
    public List<Sample> samples(OrgId org, Instant from, Instant to) {
      return history.samples(org, from, to);
    }
  }

  private final class ThrottledHistory extends ForwardedHistory {
    @Override
    public void put(OrgId org, Sample sample) {
      throw new StoreUnavailableException("the table is throttled");
    }
  }

  private class ForwardedStates implements AlertStates {
    @Override
    public OrgState read(OrgId org) {
      return states.read(org);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      return states.commit(next, transitions);
    }
  }

  private final class StatesThatEndAfter extends ForwardedStates {
    private int left;

    StatesThatEndAfter(int commits) {
      this.left = commits;
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      if (left-- == 0) {
        throw new StoreUnavailableException("the process ended");
      }
      return super.commit(next, transitions);
    }
  }
}
