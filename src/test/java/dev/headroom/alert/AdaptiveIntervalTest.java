package dev.headroom.alert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Missing;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Relief;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.spend.Movement;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Restraint;
import dev.headroom.spend.Spend;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveIntervalTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LimitName MAILS = new LimitName("MassEmail");
  private static final Org FIXED = org("acme-prod");
  private static final Org ORG = FIXED.adaptive();
  private static final OrgState QUIET = state(Map.of(CALLS, Reading.ofUsed(500, 1000)), rested());

  @Test
  void aQuietOrgIsReadEveryQuarterOfAnHourAtSlotsOfItsOwn() {
    assertThat(AdaptiveInterval.of(ORG, QUIET)).isEqualTo(QUARTER);
    List<Instant> due =
        slotsAfter(SLOT, 3).filter(slot -> AdaptiveInterval.isDue(ORG, QUIET, slot)).toList();
    assertThat(due).hasSizeBetween(1, 2).contains(SLOT.plus(QUARTER));
  }

  @Test
  void theSlotsOfAFleetAreSpreadOut() {
    int[] due = new int[3];
    for (int i = 0; i < 3_000; i++) {
      Org org = org("org-" + i).adaptive();
      OrgState state = state(org, Map.of(CALLS, Reading.ofUsed(1, 1000)), rested());
      for (int slot = 0; slot < 3; slot++) {
        // Before the quiet interval has passed, only the org's own slot is due.
        Instant early = SLOT.plus(FIVE.multipliedBy(slot - 3));
        OrgState read = state.putBack(early.minus(FIVE));
        due[slot] += AdaptiveInterval.isDue(org, read, early) ? 1 : 0;
      }
    }
    assertThat(IntStream.of(due).sum()).isEqualTo(3_000);
    for (int count : due) {
      assertThat(count).isBetween(900, 1_100);
    }
  }

  @Test
  void anOrgWithAFixedIntervalIsNeverQuiet() {
    assertThat(AdaptiveInterval.of(FIXED, QUIET)).isEqualTo(FIVE);
    assertThat(slotsAfter(SLOT, 3)).allMatch(slot -> AdaptiveInterval.isDue(FIXED, QUIET, slot));
  }

  static Stream<Arguments> busy() {
    Map<LimitName, Reading> half = Map.of(CALLS, Reading.ofUsed(500, 1000));
    return Stream.of(
        Arguments.of("never read", OrgState.neverRead(ORG.id())),
        Arguments.of("above half", state(Map.of(CALLS, Reading.ofUsed(501, 1000)), rested())),
        Arguments.of("unread", with(QUIET, problem(), new TreeMap<>(), new TreeMap<>())),
        Arguments.of(
            "not whole", with(QUIET, Problem.notWhole("a", "b"), new TreeMap<>(), new TreeMap<>())),
        Arguments.of(
            "a limit is missing",
            with(
                QUIET,
                null,
                new TreeMap<>(Map.of(MAILS, new Missing(SLOT, SLOT))),
                new TreeMap<>())),
        Arguments.of(
            "a level is reached, not for long enough",
            with(
                QUIET,
                null,
                new TreeMap<>(),
                new TreeMap<>(
                    Map.of(MAILS, new Pending(Map.of(Severity.ATTENTION, SLOT), Map.of()))))),
        Arguments.of("an alert is open", open(AlertKey.usage(ORG.id(), CALLS))),
        Arguments.of(
            "has run out",
            QUIET.foreseeing(
                new Foreseen(
                    new NextExhaustion.Out(
                        MAILS, SLOT, new Relief.NotKnown(Relief.Reason.NEEDS_CLEANUP, 0)),
                    SLOT))),
        Arguments.of(
            "paused, or spared, at the last slot",
            QUIET.spared(
                SLOT,
                null,
                QUIET
                    .upkeep()
                    .with(
                        QUIET
                            .upkeep()
                            .restraint()
                            .with(Spend.none(SLOT, 400).askedAt(SLOT.minus(FIVE)))))),
        Arguments.of("moved at the last slot", state(half, new Movement(SLOT, 1))),
        Arguments.of(
            "moved 10 minutes before", state(half, new Movement(SLOT.minusSeconds(600), 1))),
        Arguments.of("nothing known of movements", state(half, null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("busy")
  void anyOtherOrgIsReadAtEverySlot(String why, OrgState state) {
    assertThat(AdaptiveInterval.of(ORG, state)).isEqualTo(FIVE);
    assertThat(slotsAfter(SLOT, 3)).allMatch(slot -> AdaptiveInterval.isDue(ORG, state, slot));
  }

  @Test
  void whatNoReadingShowsLeavesAnOrgQuiet() {
    for (AlertKey key :
        List.of(
            new AlertKey(ORG.id(), new Subject.WholeOrg(), Rule.ACCESS),
            new AlertKey(ORG.id(), new Subject.WholeOrg(), Rule.ADVICE),
            new AlertKey(ORG.id(), new Subject.Finding("a"), Rule.ALLOCATION))) {
      assertThat(AdaptiveInterval.isQuiet(ORG, open(key))).isTrue();
    }
    OrgState gone = state(Map.of(), rested());
    SortedMap<LimitName, Known> known =
        new TreeMap<>(Map.of(MAILS, new Known(Reading.ofUsed(9, 10), false)));
    assertThat(AdaptiveInterval.isQuiet(ORG, withKnown(gone, known))).isTrue();
  }

  /** 576 parts of 576,000 are 1,000. */
  @ParameterizedTest
  @CsvSource({
    "100000, 101003, 576000, false",
    "100000, 101004, 576000, true",
    "100000,   1000, 576000, false",
    "100000, 100000, 500000, true",
    "     0,      9,      0, false",
    "     0, 999999, 999999999, false",
  })
  void aNotableRiseIsOneBeyondOwnCalls(long before, long now, long max, boolean moved) {
    OrgState state = state(Map.of(CALLS, Reading.ofUsed(before, 576_000)), new Movement(null, 10));
    Spend spent = new Spend(Spend.dayOf(SLOT), 400, Map.of(Purpose.LIMITS, 13), null);
    Movement after =
        requireNonNull(
            AdaptiveInterval.movement(
                ORG,
                state,
                new TreeMap<>(Map.of(CALLS, Reading.ofUsed(now, max))),
                spent,
                SLOT.plus(FIVE)));
    assertThat(after).isEqualTo(new Movement(moved ? SLOT.plus(FIVE) : null, 13));
  }

  @Test
  void onlyCallsAreMadeByHeadroom() {
    OrgState state = state(Map.of(MAILS, Reading.ofUsed(5, 100)), new Movement(null, 10));
    Spend spent = new Spend(Spend.dayOf(SLOT), 400, Map.of(Purpose.LIMITS, 20), null);
    Movement after =
        AdaptiveInterval.movement(
            ORG, state, new TreeMap<>(Map.of(MAILS, Reading.ofUsed(6, 100))), spent, SLOT);
    assertThat(after).isEqualTo(new Movement(SLOT, 20));
  }

  @Test
  void aNewLimitMovesAndAMovementEndsAfterTheQuietInterval() {
    OrgState state = state(Map.of(), new Movement(SLOT, 0));
    SortedMap<LimitName, Reading> one = new TreeMap<>(Map.of(MAILS, Reading.ofUsed(1, 10)));
    Spend none = Spend.none(SLOT, 400);
    assertThat(AdaptiveInterval.movement(ORG, state, one, none, SLOT.plus(FIVE)))
        .isEqualTo(new Movement(SLOT.plus(FIVE), 0));
    assertThat(AdaptiveInterval.movement(ORG, state, new TreeMap<>(), none, SLOT.plus(FIVE)))
        .isEqualTo(new Movement(SLOT, 0));
    assertThat(AdaptiveInterval.movement(ORG, state, new TreeMap<>(), none, SLOT.plus(QUARTER)))
        .isEqualTo(new Movement(null, 0));
    assertThat(AdaptiveInterval.movement(FIXED, state, one, none, SLOT.plus(FIVE))).isNull();
  }

  @Test
  void anOrgGoesStaleByTheIntervalAtWhichItWasReadLast() {
    Instant later = SLOT.plus(Duration.ofMinutes(16));
    OrgState moving = state(Map.of(), new Movement(SLOT, 0));
    assertThat(Staleness.of(ORG, QUIET, Duration.ZERO).of(QUIET, later))
        .isEqualTo(Staleness.Freshness.FRESH);
    assertThat(Staleness.of(ORG, moving, Duration.ZERO).of(moving, later))
        .isEqualTo(Staleness.Freshness.NOT_REPORTING);
  }

  private static Stream<Instant> slotsAfter(Instant slot, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> slot.plus(FIVE.multipliedBy(i)));
  }

  private static Movement rested() {
    return new Movement(null, 0);
  }

  private static Problem problem() {
    return Problem.missed(FailureKind.SERVER, "503", "Wait.", null);
  }

  private static OrgState open(AlertKey key) {
    Episode episode = new Episode(SLOT, Severity.ATTENTION, Reason.THRESHOLD, SLOT, null);
    return new OrgState(
        ORG.id(),
        QUIET.version(),
        SLOT,
        SLOT,
        QUIET.known(),
        Map.of(key, episode),
        null,
        new TreeMap<>(),
        Map.of(),
        QUIET.upkeep(),
        null,
        new TreeMap<>());
  }

  private static OrgState with(
      OrgState state,
      @Nullable Problem problem,
      SortedMap<LimitName, Missing> missing,
      SortedMap<LimitName, Pending> pending) {
    return new OrgState(
        ORG.id(),
        state.version(),
        SLOT,
        SLOT,
        state.known(),
        Map.of(),
        problem,
        missing,
        Map.of(),
        state.upkeep(),
        null,
        pending);
  }

  private static OrgState withKnown(OrgState state, SortedMap<LimitName, Known> known) {
    return new OrgState(
        ORG.id(),
        state.version(),
        SLOT,
        SLOT,
        known,
        Map.of(),
        null,
        new TreeMap<>(),
        Map.of(),
        state.upkeep(),
        null,
        new TreeMap<>());
  }

  private static OrgState state(Map<LimitName, Reading> readings, @Nullable Movement movement) {
    return state(ORG, readings, movement);
  }

  private static OrgState state(
      Org org, Map<LimitName, Reading> readings, @Nullable Movement movement) {
    Map<LimitName, Known> known = new HashMap<>();
    readings.forEach((limit, reading) -> known.put(limit, new Known(reading, true)));
    Restraint restraint =
        Restraint.NONE
            .with(new Spend(Spend.dayOf(SLOT), 400, Map.of(Purpose.LIMITS, 10), SLOT))
            .moved(movement);
    return new OrgState(org.id(), 7, SLOT, SLOT, new TreeMap<>(known), Map.of(), null)
        .remembering(Upkeep.NONE.with(restraint));
  }

  private static Org org(String id) {
    return new Org(
        new OrgId(id),
        "acme",
        URI.create("https://acme.my.salesforce.com"),
        new Credentials.ClientCredentials(
            "client", new SecretRef(SecretRef.Scheme.ENV, "ACME_SECRET")),
        FIVE,
        null,
        Map.of());
  }
}
