package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedArrivalsTest {

  private static final int DAY = 1440;
  private static final long ORIGIN = 29_000_000L / DAY * DAY;
  private static final long SEED = 7;

  private static final Rate UNEASY =
      minute -> 3.7 + 3 * Math.sin(minute / 200.0) + (minute % 997 == 0 ? 400 : 0);

  /** The same arrivals, counted one by one. */
  private static long[] bruteForce(int minutes, long cap) {
    long[] accepted = new long[minutes];
    for (int m = 0; m < minutes; m++) {
      long offered =
          (long) Math.floor(UNEASY.perMinute(ORIGIN + m) + Noise.uniform(SEED, ORIGIN + m));
      long trailing = 0;
      for (int before = Math.max(0, m - DAY + 1); before < m; before++) {
        trailing += accepted[before];
      }
      accepted[m] = Math.min(offered, Math.max(0, cap - trailing));
    }
    return accepted;
  }

  private static long sum(long[] arrivals, long after, long until) {
    long total = 0;
    for (long m = Math.max(after + 1, ORIGIN); m <= until; m++) {
      total += arrivals[(int) (m - ORIGIN)];
    }
    return total;
  }

  @ParameterizedTest(name = "with a cap of {0}")
  @ValueSource(longs = {ScriptedArrivals.UNCAPPED, 5_000, 3_000})
  void theTrailingDayIsWhatCountingOneByOneGives(long cap) {
    int minutes = 6 * DAY;
    long[] expected = bruteForce(minutes, cap);
    ScriptedArrivals arrivals = new ScriptedArrivals(UNEASY, SEED, ORIGIN, cap);
    for (long m = ORIGIN; m < ORIGIN + minutes; m += 7) {
      assertThat(arrivals.between(m - DAY, m)).isEqualTo(sum(expected, m - DAY, m));
    }
  }

  @ParameterizedTest(name = "with a cap of {0}")
  @ValueSource(longs = {ScriptedArrivals.UNCAPPED, 4_000})
  void theOrderOfQuestionsDoesNotMatter(long cap) {
    int minutes = 12 * DAY;
    long[] expected = bruteForce(minutes, cap);
    ScriptedArrivals arrivals = new ScriptedArrivals(UNEASY, SEED, ORIGIN, cap);
    Random random = new Random(42);
    for (int i = 0; i < 300; i++) {
      long until = ORIGIN + random.nextInt(minutes);
      long after = until - random.nextInt(2 * DAY);
      assertThat(arrivals.between(after, until)).isEqualTo(sum(expected, after, until));
    }
  }

  @Test
  void noTrailingDayHoldsMoreThanTheCap() {
    ScriptedArrivals arrivals = new ScriptedArrivals(minute -> 20, SEED, ORIGIN, 15_000);
    for (long m = ORIGIN; m < ORIGIN + 4 * DAY; m++) {
      assertThat(arrivals.between(m - DAY, m)).isLessThanOrEqualTo(15_000);
    }
    assertThat(arrivals.between(ORIGIN, ORIGIN + DAY)).isEqualTo(15_000);
  }

  @Test
  void nothingArrivesBeforeTheFirstDay() {
    ScriptedArrivals arrivals =
        new ScriptedArrivals(minute -> 1, SEED, ORIGIN, ScriptedArrivals.UNCAPPED);
    assertThat(arrivals.between(ORIGIN - 5 * DAY, ORIGIN - 1)).isZero();
    assertThat(arrivals.between(ORIGIN - 5 * DAY, ORIGIN + 9)).isEqualTo(10);
  }

  @Test
  void aFixedDayBeginsAtMidnightGmt() {
    Usage mails =
        new Usage.Flow(
            new ScriptedArrivals(minute -> 1, SEED, ORIGIN, ScriptedArrivals.UNCAPPED),
            FlowWindow.FIXED_DAY_GMT);
    assertThat(mails.at(ORIGIN + DAY - 1)).isEqualTo(DAY);
    assertThat(mails.at(ORIGIN + DAY)).isEqualTo(1);
    assertThat(mails.at(ORIGIN + DAY + 59)).isEqualTo(60);
  }

  @Test
  void idsTellTheirCaseInThreeMoreCharacters() {
    assertThat(SalesforceId.of15("00D000000000001")).isEqualTo("00D000000000001EAA");
    assertThat(SalesforceId.of15("005000000000001")).isEqualTo("005000000000001AAA");
    assertThat(SalesforceId.of15("0AAAAAAAAAAAAAA")).isEqualTo("0AAAAAAAAAAAAAA455");
  }
}
