package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 32", "7, 40", "50, 40", "5000, 40"})
  void theWaitDoublesUpToItsCap(int failures, double seconds) {
    assertThat(seconds(failures, Duration.ofMinutes(1), 2 / 3.0)).isEqualTo(seconds);
    assertThat(seconds(failures, Duration.ofMinutes(1), 0)).isEqualTo(seconds * 0.8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 80})
  void inTheFirstHourAttemptsLieAMinuteApartAtMostEvenWhenTheyTimeOut(int failures) {
    double longest = seconds(failures, Duration.ofMinutes(59), Math.nextDown(1.0));
    assertThat(longest + Sender.TIMEOUT.toSeconds()).isLessThanOrEqualTo(60);
  }

  @Test
  void laterTheWaitGrowsToAQuarterOfAnHour() {
    assertThat(seconds(100, Duration.ofHours(1), 2 / 3.0)).isEqualTo(450);
    assertThat(seconds(100, Duration.ofHours(5), 2 / 3.0)).isEqualTo(900);
  }

  @Test
  void afterTwoDaysItIsGivenUp() {
    assertThat(Backoff.givesUp(Duration.ofDays(2).minusMillis(1))).isFalse();
    assertThat(Backoff.givesUp(Duration.ofDays(2))).isTrue();
  }

  @Test
  void whatIsHeldIsLookedAtDailyAndGivenUpAfterFourteenDays() {
    Instant made = Instant.parse("2026-11-25T12:00:00Z");
    Instant end = made.plus(Duration.ofDays(14));
    assertThat(Backoff.heldUntil(made, made)).isEqualTo(made.plus(Duration.ofDays(1)));
    assertThat(Backoff.heldUntil(made, end.minusSeconds(1))).isEqualTo(end);
    assertThat(Backoff.givesUpHeld(made, end.minusMillis(1))).isFalse();
    assertThat(Backoff.givesUpHeld(made, end)).isTrue();
  }

  private static double seconds(int failures, Duration sinceFirst, double dice) {
    return Backoff.delay(failures, sinceFirst, dice).toMillis() / 1000.0;
  }
}
