package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final List<LocalDate> DAYS = MONDAY.datesUntil(MONDAY.plusDays(15)).toList();

  @Test
  void growthIsDistinguishedFromTheWeeklyPattern() {
    Trend trend = trend(d -> 300 * Math.pow(1.4, d / 7.0) * (weekend(d) ? 0.12 : 1));
    assertThat(trend.status()).isEqualTo(Trend.Status.GROWING);
    assertThat(trend.changePerWeekPercent().orElse(0)).isBetween(35.0, 45.0);
    assertThat(trend.weekdays().get(5)).isLessThan(0.3);
  }

  @Test
  void loadsOfSomeDaysDoNotHideThatTheDailyWorkGrows() {
    Map<LocalDate, Long> all = new HashMap<>();
    Map<LocalDate, Long> reads = new HashMap<>();
    Map<LocalDate, Long> writes = new HashMap<>();
    Map<LocalDate, Long> loads = new HashMap<>();
    for (int d = 0; d < DAYS.size(); d++) {
      LocalDate day = DAYS.get(d);
      long read = Math.round(90 * Math.pow(1.3, d / 7.0));
      long written = Math.round(60 * Math.pow(1.3, d / 7.0));
      long loaded = d % 4 == 1 ? 900 : 5;
      reads.put(day, read);
      writes.put(day, written);
      loads.put(day, loaded);
      all.put(day, read + written + loaded);
    }
    assertThat(Trend.of(DAYS, all, List.of()).significant()).isFalse();
    assertThat(Trend.of(DAYS, all, List.of(reads, writes, loads)).status())
        .isEqualTo(Trend.Status.GROWING);
  }

  @Test
  void aShrinkingOneIsCalledSo() {
    assertThat(trend(d -> 300 * Math.pow(0.7, d / 7.0)).status()).isEqualTo(Trend.Status.SHRINKING);
  }

  @Test
  void upsAndDownsAreNoTrend() {
    Random random = new Random(2);
    int claims = 0;
    for (int i = 0; i < 200; i++) {
      claims += trend(d -> 300 * Math.exp(0.4 * random.nextGaussian())).significant() ? 1 : 0;
    }
    assertThat(claims).isLessThanOrEqualTo(4);
  }

  @Test
  void whatBeginsIsNewAndWhatEndsHasStopped() {
    Trend begun = trend(d -> d < 6 ? 0 : 120);
    assertThat(begun.status()).isEqualTo(Trend.Status.NEW);
    assertThat(begun.since()).isEqualTo(MONDAY.plusDays(6));
    Trend ended = trend(d -> d < 9 ? 120 : 0);
    assertThat(ended.status()).isEqualTo(Trend.Status.STOPPED);
    assertThat(ended.since()).isEqualTo(MONDAY.plusDays(8));
    assertThat(ended.typicalDaily()).isEqualTo(120);
  }

  @Test
  void aJobOfSundaysAndALoadOfTwoDaysAreNeither() {
    assertThat(trend(d -> d % 7 == 6 ? 200 : 0).status()).isEqualTo(Trend.Status.STEADY);
    assertThat(trend(d -> d == 7 || d == 8 ? 900 : 0).status()).isEqualTo(Trend.Status.STEADY);
  }

  private static boolean weekend(int d) {
    return d % 7 > 4;
  }

  private static Trend trend(IntToDoubleFunction calls) {
    Map<LocalDate, Long> byDay = new HashMap<>();
    for (int d = 0; d < DAYS.size(); d++) {
      long n = Math.round(calls.applyAsDouble(d));
      if (n > 0) {
        byDay.put(DAYS.get(d), n);
      }
    }
    return Trend.of(DAYS, byDay, List.of());
  }
}
