package dev.headroom.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.history.Series.Point;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of samples does. */
public abstract class UsageHistoryContract {
  protected static final OrgId ORG = new OrgId("acme-prod");
  protected static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  protected static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  protected static final Duration RETENTION = Duration.ofDays(30);

  /** The fleet's clock of the history under test. */
  protected Instant now = NOON;

  private UsageHistory history;

  /** A new, empty history that keeps samples for {@link #RETENTION}. */
  protected abstract UsageHistory create(InstantSource clock);

  @BeforeEach
  void start() {
    history = create(() -> now);
  }

  @Test
  void aSampleIsReadBackUnderItsSlot() {
    history.put(ORG, sample(NOON, Map.of(CALLS, new Reading(100, 40))));
    assertThat(day(CALLS).points()).containsExactly(new Point(NOON, new Reading(100, 40)));
    assertThat(day(CALLS).limit()).isEqualTo(CALLS);
  }

  @Test
  void wholeSamplesOfARangeComeAscending() {
    Instant yesterday = NOON.minus(Duration.ofDays(1));
    Sample first = sample(yesterday, Map.of(CALLS, new Reading(100, 40)));
    Sample second =
        sample(
            NOON,
            Map.of(CALLS, new Reading(100, 30), new LimitName("MassEmail"), new Reading(10, 1)));
    history.put(ORG, second);
    history.put(ORG, first);
    assertThat(history.samples(ORG, yesterday, NOON.plusSeconds(1)))
        .extracting(s -> s.slot() + " " + s.snapshot().readings())
        .containsExactly(
            first.slot() + " " + first.snapshot().readings(),
            second.slot() + " " + second.snapshot().readings());
    assertThat(history.samples(ORG, yesterday, NOON)).hasSize(1);
    assertThat(history.samples(new OrgId("other"), yesterday, NOON)).isEmpty();
    now = yesterday.plus(RETENTION).plusSeconds(1);
    assertThat(history.samples(ORG, yesterday, NOON.plusSeconds(1)))
        .extracting(Sample::slot)
        .containsExactly(NOON);
  }

  @Test
  void theFirstSlotIsInAndTheLastIsOut() {
    Instant later = NOON.plusSeconds(300);
    history.put(ORG, calls(NOON, 1));
    history.put(ORG, calls(later, 2));
    assertThat(used(history.raw(ORG, CALLS, NOON, later))).containsExactly(1L);
    assertThat(used(history.raw(ORG, CALLS, later, later.plusSeconds(1)))).containsExactly(2L);
    assertThat(used(history.raw(ORG, CALLS, NOON.plusNanos(1), later.plusNanos(1))))
        .containsExactly(2L);
    assertThat(history.raw(ORG, CALLS, NOON, NOON).points()).isEmpty();
    assertThat(history.raw(ORG, CALLS, later, NOON).points()).isEmpty();
  }

  @Test
  void aRangeOverSeveralDaysComesAscending() {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      history.put(ORG, calls(NOON.minus(Duration.ofHours(7L * i)), 9 - i));
      expected.add((long) i);
    }
    assertThat(used(history.raw(ORG, CALLS, NOON.minus(Duration.ofDays(5)), NOON.plusSeconds(1))))
        .isEqualTo(expected);
  }

  @Test
  void bothSidesOfMidnightAreFound() {
    Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
    history.put(ORG, calls(midnight.minusSeconds(1), 1));
    history.put(ORG, calls(midnight, 2));
    assertThat(used(history.raw(ORG, CALLS, midnight.minusSeconds(1), midnight.plusSeconds(1))))
        .containsExactly(1L, 2L);
    assertThat(used(history.raw(ORG, CALLS, midnight.minusSeconds(1), midnight)))
        .containsExactly(1L);
    assertThat(used(history.raw(ORG, CALLS, midnight, midnight.plusSeconds(1))))
        .containsExactly(2L);
  }

  @Test
  void aSlotWithoutAReadingHasNoPoint() {
    LimitName other = new LimitName("MassEmail");
    history.put(ORG, calls(NOON, 1));
    history.put(ORG, sample(NOON.plusSeconds(300), Map.of(other, new Reading(10, 10))));
    history.put(ORG, calls(NOON.plusSeconds(900), 3));
    assertThat(day(CALLS).points())
        .extracting(Point::at)
        .containsExactly(NOON, NOON.plusSeconds(900));
  }

  @Test
  void puttingASlotAgainKeepsTheLast() {
    history.put(ORG, calls(NOON, 1));
    history.put(ORG, calls(NOON, 1));
    assertThat(used(day(CALLS))).containsExactly(1L);
    history.put(ORG, calls(NOON, 2));
    assertThat(used(day(CALLS))).containsExactly(2L);
  }

  @Test
  void anotherOrgIsNotMixedIn() {
    history.put(new OrgId("acme"), calls(NOON, 1));
    history.put(new OrgId("acme-prod-2"), calls(NOON, 2));
    assertThat(day(CALLS).points()).isEmpty();
  }

  @Test
  void aNameThatWasNeverSeenHasNoPoints() {
    assertThat(day(CALLS).points()).isEmpty();
    history.put(ORG, calls(NOON, 1));
    assertThat(day(new LimitName("NeverSeen")).points()).isEmpty();
  }

  @Test
  void nestedNamesAndNamesOfAnyScriptAreKept() {
    LimitName nested = new LimitName("DailyApiRequests.Größe & \"日本\" \uD83D\uDE80.v1");
    history.put(ORG, sample(NOON, Map.of(CALLS, new Reading(9, 9), nested, new Reading(0, 0))));
    assertThat(day(nested).points()).containsExactly(new Point(NOON, new Reading(0, 0)));
  }

  @Test
  void aPartialSampleGivesThePointsThatItHas() {
    TreeMap<LimitName, Reading> readings = new TreeMap<>(Map.of(CALLS, new Reading(100, 0)));
    history.put(ORG, new Sample(NOON, new Snapshot(readings, false)));
    assertThat(used(day(CALLS))).containsExactly(100L);
    assertThat(day(new LimitName("MassEmail")).points()).isEmpty();
  }

  @Test
  void oddReadingsAreKeptAsTheyAre() {
    Map<String, Reading> odd =
        Map.of(
            "OverTheEntitlement", new Reading(1_000, -250),
            "NotProvisioned", new Reading(0, 0),
            "NotProvisionedButUsed", new Reading(0, -7),
            "NoCap", new Reading(Reading.UNLIMITED, Reading.UNLIMITED),
            "MoreLeftThanThereIs", new Reading(5, 9),
            "Largest", new Reading(Reading.LARGEST, -Reading.LARGEST),
            "Smallest", new Reading(0, Reading.LARGEST));
    TreeMap<LimitName, Reading> readings = new TreeMap<>();
    odd.forEach((name, reading) -> readings.put(new LimitName(name), reading));
    history.put(ORG, new Sample(NOON, new Snapshot(readings, true)));
    readings.forEach(
        (name, reading) ->
            assertThat(day(name).points())
                .as(name.value())
                .containsExactly(new Point(NOON, reading)));
  }

  @Test
  void samplesPastTheirRetentionAreLeftOut() {
    history.put(ORG, calls(NOON, 1));
    history.put(ORG, calls(NOON.plusSeconds(300), 2));
    now = NOON.plus(RETENTION).minusSeconds(1);
    assertThat(used(day(CALLS))).containsExactly(1L, 2L);
    now = NOON.plus(RETENTION);
    assertThat(used(day(CALLS))).containsExactly(2L);
    now = NOON.plus(RETENTION).plusSeconds(300);
    assertThat(day(CALLS).points()).isEmpty();
  }

  @Test
  void aRangeWithoutEndsIsAnswered() {
    history.put(ORG, calls(NOON, 1));
    assertThat(used(history.raw(ORG, CALLS, Instant.MIN, Instant.MAX))).containsExactly(1L);
  }

  @Test
  void aSlotHoursAheadOfTheClockIsFound() {
    history.put(ORG, calls(NOON.plus(Duration.ofHours(20)), 1));
    assertThat(used(history.raw(ORG, CALLS, NOON, NOON.plus(Duration.ofDays(1)))))
        .containsExactly(1L);
  }

  protected static Sample calls(Instant slot, long used) {
    return sample(slot, Map.of(CALLS, Reading.ofUsed(used, 100)));
  }

  protected static Sample sample(Instant slot, Map<LimitName, Reading> readings) {
    return new Sample(slot, new Snapshot(new TreeMap<>(readings), true));
  }

  private Series day(LimitName limit) {
    return history.raw(ORG, limit, NOON, NOON.plus(Duration.ofDays(1)));
  }

  private static List<Long> used(Series series) {
    return series.points().stream().map(p -> p.reading().used()).toList();
  }
}
