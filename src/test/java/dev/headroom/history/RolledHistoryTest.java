package dev.headroom.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolledHistoryTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LocalDate FIRST = LocalDate.parse("2026-11-22");
  private static final Instant FROM = start(FIRST);
  private static final Instant NOW = Instant.parse("2026-11-25T12:07:00Z");

  private final InMemoryUsageHistory samples =
      new InMemoryUsageHistory(() -> NOW, Duration.ofDays(30));
  private final InMemoryRollups rollups = new InMemoryRollups();
  private final RolledHistory history = new RolledHistory(samples, rollups);

  private void read() {
    long used = 0;
    for (Instant slot = FROM; slot.isBefore(NOW); slot = slot.plus(Duration.ofMinutes(5))) {
      used = (used + 7) % 1_000;
      samples.put(
          ORG,
          new Sample(
              slot, new Snapshot(new TreeMap<>(Map.of(CALLS, Reading.ofUsed(used, 1_000))), true)));
    }
  }

  private void store(LocalDate day) {
    rollups.put(
        ORG,
        RolledDay.of(
            day, samples.samples(ORG, start(day).minus(Rollups.MAX_STEP), start(day.plusDays(1)))));
  }

  /** Whoever reads cannot tell how much was rolled up. */
  @ParameterizedTest
  @EnumSource(
      value = Resolution.class,
      names = {"HOUR", "DAY"})
  void whatIsStoredAndWhatIsNotAreOne(Resolution resolution) {
    read();
    List<RolledSeries.Point> without = history.series(ORG, CALLS, resolution, FROM, NOW).points();
    List<Rollup> all = history.rollups(ORG, resolution, FROM, NOW);
    assertThat(without).hasSize(resolution == Resolution.DAY ? 4 : 3 * 24 + 13);
    assertThat(all).hasSameSizeAs(without);
    for (int days = 0; days < 3; days++) {
      store(FIRST.plusDays(days));
      assertThat(history.series(ORG, CALLS, resolution, FROM, NOW).points()).isEqualTo(without);
      assertThat(history.rollups(ORG, resolution, FROM, NOW)).isEqualTo(all);
    }
  }

  @Test
  void theRunningHourCoversWhatWasReadSoFar() {
    read();
    store(FIRST);
    assertThat(history.series(ORG, CALLS, Resolution.HOUR, FROM, NOW).points())
        .last()
        .satisfies(
            p -> {
              assertThat(p.at()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
              assertThat(p.rollup().readings()).isEqualTo(2);
              assertThat(p.rollup().arrivals()).isEqualTo(14);
            });
  }

  @Test
  void aPeriodBeginsAndEndsWhereItSays() {
    read();
    store(FIRST);
    store(FIRST.plusDays(1));
    Instant from = start(FIRST.plusDays(1)).plus(Duration.ofHours(20));
    Instant to = from.plus(Duration.ofHours(8));
    assertThat(history.series(ORG, CALLS, Resolution.HOUR, from, to).points())
        .extracting(RolledSeries.Point::at)
        .hasSize(8)
        .startsWith(from)
        .endsWith(to.minus(Duration.ofHours(1)));
    assertThat(history.series(ORG, CALLS, Resolution.HOUR, from.plusSeconds(1), to).points())
        .hasSize(7);
    assertThat(history.series(ORG, CALLS, Resolution.DAY, from, to).points())
        .extracting(RolledSeries.Point::at)
        .containsExactly(start(FIRST.plusDays(2)));
    // The last hour of a period is read whole, although the period ends within it.
    assertThat(
            history
                .series(ORG, CALLS, Resolution.HOUR, from, from.plus(Duration.ofMinutes(1)))
                .points())
        .singleElement()
        .satisfies(p -> assertThat(p.rollup().readings()).isEqualTo(12));
  }

  @Test
  void afterARolledUpPeriodOlderReadingsAreNotRolledUpAgain() {
    read();
    rollups.put(ORG, new RolledDay(FIRST, new TreeMap<>()));
    assertThat(history.series(ORG, CALLS, Resolution.DAY, FROM, NOW).points()).hasSize(3);
  }

  @Test
  void timesBeyondAllReadingsAreNoError() {
    read();
    store(FIRST);
    assertThat(history.series(ORG, CALLS, Resolution.DAY, Instant.MIN, Instant.MAX).points())
        .hasSize(4);
    assertThat(history.rollups(ORG, Resolution.DAY, Instant.MIN, Instant.MAX)).hasSize(4);
    assertThat(history.series(ORG, CALLS, Resolution.DAY, Instant.MAX, Instant.MAX).points())
        .isEmpty();
    assertThat(history.series(ORG, CALLS, Resolution.HOUR, Instant.MIN, Instant.MIN).points())
        .isEmpty();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
