package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.forecast.UnknownReason;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.words.ProjectionWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A stock that grows by 0.4 % an hour, and limits that stand still. */
class ForeseeTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName STORAGE = new LimitName("DataStorageMB");
  private static final LimitName STILL = new LimitName("FileStorageMB");
  private static final LimitName OFF = new LimitName("HourlyPublishedPlatformEvents");
  private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(15);
  private static final int DAYS = 6;

  private final InMemoryForecasts store = new InMemoryForecasts();
  private Instant slot = START;
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> slot, Duration.ofDays(60));
  private OrgState state = OrgState.neverRead(ORG);

  @Test
  void growthIsForecastWithAReason() {
    Foresee foresee = polled();
    SortedMap<LimitName, Foresight> seen = look(foresee);
    assertThat(seen.get(STORAGE))
        .isInstanceOfSatisfying(
            Foresight.Exhaustion.class,
            e -> {
              assertThat(ProjectionWords.why(e, slot))
                  .startsWith("it grows by ")
                  .contains(" a day; very likely out around ");
              assertThat(e.since()).isBefore(slot);
              assertThat(e.at()).isBetween(e.earliest(), e.latest());
            });
    assertThat(seen.get(STILL)).isEqualTo(Foresight.CLEAR);
    assertThat(seen.get(OFF)).isEqualTo(Foresight.BLIND);
  }

  @Test
  void theWorstIsOfTheSlotThatSaidIt() {
    Foresee foresee = polled();
    look(foresee);
    Foreseen worst = foresee.worst(ORG).orElseThrow();
    assertThat(worst.asOf()).isEqualTo(slot);
    assertThat(worst.next())
        .isInstanceOfSatisfying(
            NextExhaustion.Expected.class, e -> assertThat(e.limit()).isEqualTo(STORAGE));
    foresee.forget(ORG);
    assertThat(foresee.worst(ORG)).isEmpty();
  }

  @Test
  void aStartingInstanceSaysTheSameFromTheStore() {
    Foresee warm = polled();
    Foresee cold = foresee();
    assertThat(likely(look(cold))).isCloseTo(likely(look(warm)), within());
  }

  @Test
  void anInstanceThatFindsNothingKeptReplaysTheHistory() {
    Foresee warm = polled();
    store.kept.clear();
    Foresee cold = foresee();
    assertThat(likely(look(cold))).isCloseTo(likely(look(warm)), within());
  }

  @Test
  void anInstanceThatMissedSlotsReadsThem() {
    Foresee early = polled();
    Foresee other = foresee();
    for (int i = 0; i < 8; i++) {
      poll(other);
    }
    assertThat(likely(look(early))).isCloseTo(likely(look(other)), within());
  }

  @Test
  void aLimitThatBeginsToMoveIsNoticedByAnInstanceThatJustStarted() {
    // The last slot is one that was kept: no sample is replayed.
    poll(polled());
    assertThat(store.kept.get(ORG)).extracting(StoredForecasts::asOf).isEqualTo(state.lastSlot());
    Foresee cold = foresee();
    SortedMap<LimitName, Reading> readings = readings();
    readings.put(STILL, Reading.ofUsed(500, 1_000));
    cold.at(state, slot, readings);
    slot = slot.plus(Duration.ofHours(12));
    cold.keep(state, slot);
    assertThat(store.kept.get(ORG))
        .isNotNull()
        .satisfies(kept -> assertThat(kept.limits()).containsOnlyKeys(STORAGE, STILL));
  }

  @Test
  void aHistoryThatCannotBeReadLeavesTheFutureUnknownAndStopsNoPoll() {
    polled();
    store.kept.clear();
    UsageHistory damaged =
        new UsageHistory() {
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
            throw new CorruptSampleException("the sample T#acme-prod cannot be read");
          }
        };
    Foresee cold = new Foresee(store, damaged, PollPorts.CATALOGUE);
    assertThat(look(cold).values()).hasSize(3).containsOnly(Foresight.BLIND);
    assertThat(cold.latest(ORG).orElseThrow().values())
        .extracting(Outcome::projection)
        .allMatch(Projection.Unknown.class::isInstance);
  }

  @Test
  void forecastsAreKeptEveryTwelveHours() {
    polled();
    assertThat(store.saves).hasValue(2 * DAYS);
  }

  @Test
  void withoutRoomForItsForecastersAnInstanceSaysTheSameAndReadsNothing() {
    Foresee roomy = polled();
    double expected = likely(look(roomy));
    slot = START;
    state = OrgState.neverRead(ORG);
    int loaded = store.loads.get();
    Foresee packed =
        new Foresee(store, history, PollPorts.CATALOGUE, new WarmForecasts.Room(0, Long.MAX_VALUE));
    poll(packed, Duration.ofDays(DAYS));
    assertThat(likely(look(packed))).isCloseTo(expected, within());
    assertThat(store.loads).hasValue(loaded);
  }

  @Test
  void withoutRoomALimitThatMovesKeepsItsForecasterForWeeks() {
    Foresee packed =
        new Foresee(store, history, PollPorts.CATALOGUE, new WarmForecasts.Room(0, Long.MAX_VALUE));
    poll(packed, Duration.ofDays(16));
    assertThat(requireNonNull(store.kept.get(ORG)).limits().get(STORAGE))
        .isNotNull()
        .satisfies(kept -> assertThat(kept.movedAt()).isAfter(slot.minus(Duration.ofHours(14))));
  }

  @Test
  void onlyLimitsThatMoveAreKept() {
    polled();
    assertThat(store.kept.get(ORG))
        .isNotNull()
        .satisfies(kept -> assertThat(kept.limits()).containsOnlyKeys(STORAGE));
  }

  @Test
  void aSlotThatIsNotLaterChangesNothing() {
    Foresee foresee = polled();
    SortedMap<LimitName, Outcome> before = foresee.latest(ORG).orElseThrow();
    slot = slot.minus(STEP);
    assertThat(look(foresee)).isEmpty();
    assertThat(foresee.latest(ORG)).contains(before);
  }

  @Test
  void theFirstReadingOfAnOrgIsUnknownAndNotStable() {
    Foresee foresee = foresee();
    poll(foresee);
    assertThat(foresee.latest(ORG).orElseThrow().values())
        .extracting(Outcome::projection)
        .hasSize(3)
        .allMatch(Projection.Unknown.class::isInstance);
  }

  private Foresee foresee() {
    return new Foresee(store, history, PollPorts.CATALOGUE);
  }

  private Foresee polled() {
    Foresee foresee = foresee();
    poll(foresee, Duration.ofDays(DAYS));
    return foresee;
  }

  private void poll(Foresee foresee, Duration time) {
    while (slot.isBefore(START.plus(time))) {
      poll(foresee);
    }
  }

  private SortedMap<LimitName, Foresight> look(Foresee foresee) {
    return foresee.at(state, slot, readings());
  }

  private void poll(Foresee foresee) {
    SortedMap<LimitName, Reading> readings = readings();
    history.put(ORG, new Sample(slot, new Snapshot(readings, true)));
    foresee.at(state, slot, readings);
    SortedMap<LimitName, OrgState.Known> known = new TreeMap<>();
    readings.forEach((limit, reading) -> known.put(limit, new OrgState.Known(reading, true)));
    OrgState before = state;
    state = new OrgState(ORG, before.version() + 1, slot, slot, known, Map.of(), null);
    foresee.keep(before, slot);
    slot = slot.plus(STEP);
  }

  private SortedMap<LimitName, Reading> readings() {
    long hours = Duration.between(START, slot).toHours();
    return new TreeMap<>(
        Map.of(
            STORAGE, Reading.ofUsed(100_000 + 4_000 * hours, 1_000_000),
            STILL, Reading.ofUsed(10, 1_000),
            OFF, new Reading(0, 0)));
  }

  private static double likely(SortedMap<LimitName, Foresight> seen) {
    assertThat(seen.get(STORAGE)).isInstanceOf(Foresight.Exhaustion.class);
    return seen.get(STORAGE) instanceof Foresight.Exhaustion e ? e.at().getEpochSecond() : 0;
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(6 * 3600.0);
  }

  @Test
  void anotherOrgBeginsAnewAndItsSamplesStay() {
    Foresee foresee = polled();
    OrgState another =
        state.remembering(
            state.upkeep().answered("00D000000000001", slot).answered("00D000000000002EAA", slot));
    assertThat(foresee.at(another, slot, readings()).values()).containsOnly(Foresight.BLIND);
    assertThat(foresee.latest(ORG).orElseThrow().get(STORAGE))
        .extracting(Outcome::projection)
        .isInstanceOfSatisfying(
            Projection.Unknown.class,
            u -> assertThat(u.reason()).isEqualTo(UnknownReason.FIRST_READING));
    assertThat(history.samples(ORG, START, slot)).isNotEmpty();

    // An instance that starts finds what was kept of the former org, and passes it over.
    Foresee cold = foresee();
    assertThat(cold.at(another, slot, readings()).values()).containsOnly(Foresight.BLIND);
  }

  @Test
  void whatIsReplayedOfAnotherOrgBeginsWithIt() {
    Foresee warm = polled();
    Instant refreshed = slot.minus(STEP.multipliedBy(4));
    OrgState another =
        state.remembering(
            state
                .upkeep()
                .answered("00D000000000001", refreshed)
                .answered("00D000000000002", refreshed));
    assertThat(warm.at(another, slot, readings()).get(STORAGE)).isEqualTo(Foresight.BLIND);
    assertThat(warm.latest(ORG).orElseThrow().get(STORAGE))
        .extracting(Outcome::projection)
        .isInstanceOfSatisfying(
            Projection.Unknown.class,
            u -> assertThat(u.reason()).isNotEqualTo(UnknownReason.FIRST_READING));
  }

  @Test
  void aChangedTimeZoneOfTheOrgKeepsTheForecast() {
    Foresee warm = polled();
    double before = likely(look(warm));
    Foresee cold = foresee();
    assertThat(likely(cold.at(ZoneId.of("Asia/Tokyo"), state, slot, readings())))
        .isCloseTo(before, within());
    assertThat(likely(warm.at(ZoneId.of("Asia/Tokyo"), state, slot.plus(STEP), readings())))
        .isCloseTo(before, within());
  }
}
