package dev.headroom.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final Duration FIVE = Duration.ofMinutes(5);

  @Test
  void theRowOfSkippedSlotsGrowsToSix() {
    assertThat(attempts(FIVE)).startsWith(0, 1, 3, 7, 14, 21, 28, 35);
  }

  @Test
  void slotsCountNotMinutesWhenTheyComeFasterThanTheInterval() {
    assertThat(attempts(Duration.ofMinutes(1))).startsWith(0, 1, 3, 7, 14, 21);
  }

  @Test
  void theNextAttemptIsNoLaterWhenSlotsAreLost() {
    assertThat(attempts(Duration.ofMinutes(15))).startsWith(0, 1, 2, 4, 7, 10);
  }

  @Test
  void aClosedBreakerSkipsNothing() {
    assertThat(Breaker.CLOSED.skips(SLOT, FIVE)).isFalse();
    assertThat(Breaker.CLOSED.nextAttempt(FIVE)).isNull();
  }

  @Test
  void theNextAttemptIsNamed() {
    Breaker second = Breaker.CLOSED.failed(SLOT).failed(SLOT.plus(FIVE));
    assertThat(second.nextAttempt(FIVE)).isEqualTo(SLOT.plus(FIVE.multipliedBy(3)));
  }

  /** The numbers of the slots at which a dead org is asked, when slots come so far apart. */
  private static List<Integer> attempts(Duration apart) {
    List<Integer> attempts = new ArrayList<>();
    Breaker breaker = Breaker.CLOSED;
    for (int i = 0; i < 40; i++) {
      Instant slot = SLOT.plus(apart.multipliedBy(i));
      if (breaker.skips(slot, FIVE)) {
        breaker = breaker.skippedOne();
      } else {
        attempts.add(i);
        breaker = breaker.failed(slot);
      }
    }
    return attempts;
  }
}
