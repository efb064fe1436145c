package dev.headroom.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of rollups does. */
public abstract class RollupStoreContract {
  protected static final OrgId ORG = new OrgId("acme-prod");
  protected static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  protected static final LimitName MAILS = new LimitName("MassEmail");
  protected static final LocalDate DAY = LocalDate.parse("2026-11-25");

  /** The fleet's clock of the store under test. */
  protected Instant now = Instant.parse("2026-11-26T03:00:00Z");

  private RollupStore store;

  /** A new, empty store. */
  protected abstract RollupStore create(InstantSource clock);

  @BeforeEach
  void start() {
    store = create(() -> now);
  }

  @Test
  void hoursAndDaysAreReadBack() {
    RolledDay day = day(DAY, CALLS, 3, 4, 20);
    store.put(ORG, day);
    Instant midnight = midnight(DAY);
    Instant end = midnight.plus(Duration.ofDays(1));
    assertThat(store.series(ORG, CALLS, Resolution.HOUR, midnight, end))
        .isEqualTo(
            new RolledSeries(CALLS, Resolution.HOUR, day.hours().getOrDefault(CALLS, List.of())));
    assertThat(store.series(ORG, CALLS, Resolution.DAY, midnight, end).points())
        .singleElement()
        .satisfies(p -> assertThat(p.at()).isEqualTo(midnight))
        .satisfies(p -> assertThat(day.limits()).containsEntry(CALLS, p.rollup()));
    assertThat(store.rollups(ORG, Resolution.HOUR, midnight, end))
        .extracting(Rollup::at)
        .containsExactly(hour(3), hour(4), hour(20));
    assertThat(store.rollups(ORG, Resolution.DAY, midnight, end))
        .containsExactly(new Rollup(midnight, day.limits()));
  }

  @Test
  void aPeriodHasItsBeginningAndNotItsEnd() {
    store.put(ORG, day(DAY, CALLS, 3, 4, 5));
    assertThat(store.series(ORG, CALLS, Resolution.HOUR, hour(3), hour(5)).points())
        .extracting(RolledSeries.Point::at)
        .containsExactly(hour(3), hour(4));
    assertThat(store.series(ORG, CALLS, Resolution.HOUR, hour(3).plusSeconds(1), hour(4)).points())
        .isEmpty();
  }

  @Test
  void aPeriodMayReachOverMonthsAndYears() {
    now = Instant.parse("2027-01-03T03:00:00Z");
    for (LocalDate day = DAY; day.isBefore(LocalDate.parse("2027-01-03")); day = day.plusDays(1)) {
      store.put(ORG, day(day, CALLS, 0, 23));
    }
    Instant from = midnight(DAY);
    assertThat(store.series(ORG, CALLS, Resolution.HOUR, from, now).points())
        .hasSize(2 * 39)
        .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(store.series(ORG, CALLS, Resolution.DAY, from, now).points()).hasSize(39);
    assertThat(store.series(ORG, CALLS, Resolution.DAY, Instant.EPOCH, Instant.MAX).points())
        .hasSize(39);
    assertThat(store.newest(ORG)).contains(LocalDate.parse("2027-01-02"));
  }

  @Test
  void theNewestOfTheYearBeforeIsFound() {
    store.put(ORG, day(LocalDate.parse("2026-12-31"), CALLS, 1));
    now = Instant.parse("2027-01-01T01:00:00Z");
    assertThat(store.newest(ORG)).contains(LocalDate.parse("2026-12-31"));
  }

  @Test
  void anotherLimitAndAnotherOrgHaveNothing() {
    store.put(ORG, day(DAY, CALLS, 3));
    Instant midnight = midnight(DAY);
    assertThat(store.series(ORG, MAILS, Resolution.HOUR, midnight, now).points()).isEmpty();
    OrgId other = new OrgId("acme-uat");
    assertThat(store.newest(other)).isEmpty();
    assertThat(store.rollups(other, Resolution.DAY, midnight, now)).isEmpty();
  }

  @Test
  void whatIsPutAgainIsKeptOnce() {
    store.put(ORG, day(DAY, CALLS, 3, 4));
    store.put(ORG, day(DAY, CALLS, 3, 4, 5));
    assertThat(store.series(ORG, CALLS, Resolution.HOUR, midnight(DAY), now).points()).hasSize(3);
    assertThat(store.series(ORG, CALLS, Resolution.DAY, midnight(DAY), now).points())
        .singleElement()
        .satisfies(p -> assertThat(p.rollup().readings()).isEqualTo(3));
  }

  @Test
  void aDayWithoutReadingsCountsAsMadeAndIsNoPoint() {
    store.put(ORG, new RolledDay(DAY, new TreeMap<>()));
    assertThat(store.newest(ORG)).contains(DAY);
    assertThat(store.rollups(ORG, Resolution.DAY, midnight(DAY), now)).isEmpty();
    assertThat(store.rollups(ORG, Resolution.HOUR, midnight(DAY), now)).isEmpty();
  }

  protected static Instant hour(int hour) {
    return midnight(DAY).plus(Duration.ofHours(hour));
  }

  protected static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** A day with a reading of one limit in each of these hours. */
  protected static RolledDay day(LocalDate day, LimitName limit, int... hours) {
    List<RolledSeries.Point> points = new ArrayList<>();
    for (int hour : hours) {
      Reading reading = Reading.ofUsed(100 + hour, 1_000);
      points.add(
          new RolledSeries.Point(
              midnight(day).plus(Duration.ofHours(hour)),
              new LimitRollup(reading, 90, 200, hour, 1)));
    }
    TreeMap<LimitName, List<RolledSeries.Point>> limits = new TreeMap<>();
    limits.put(limit, points);
    return new RolledDay(day, limits);
  }
}
