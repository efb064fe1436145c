package dev.headroom.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecentLoginsTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

  /** Minutes of the logins; the slot; the minute that the next one is due. */
  @ParameterizedTest
  @CsvSource({
    "'', 0, 0",
    "0, 0, 0",
    "0 5, 10, 10",
    "0 5 10, 15, 30",
    "0 5 10, 30, 30",
    "0 5 10, 45, 45",
    "0 5 10 30, 35, 60",
    "0 5 10 55, 60, 75",
    "5 10 15 30, 60, 65",
    "0 0 0 0, 5, 60",
    "0 0 0 0 0 0, 5, 60",
    "0 5 10 30, 90, 90",
    // A poller of a later slot was faster.
    "5 10 15, 0, 35",
  })
  void theNextLoginIsDue(String logins, int slot, int due) {
    assertThat(minutes(logins).nextDue(minute(slot))).isEqualTo(minute(due));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7, 15, 60})
  void noHourHasMoreThanFourAndTheEndOfAnOutageIsNoticedWithinHalfAnHour(int interval) {
    RecentLogins logins = RecentLogins.NONE;
    List<Integer> made = new ArrayList<>();
    for (int minute = 0; minute < 24 * 60; minute += interval) {
      Instant slot = minute(minute);
      if (!logins.nextDue(slot).isAfter(slot)) {
        made.add(minute);
        logins = logins.plus(slot).around(slot);
      }
    }

    for (int minute : made) {
      assertThat(made.stream().filter(m -> m >= minute && m < minute + 60))
          .as("from minute %d", minute)
          .hasSizeLessThanOrEqualTo(4);
    }
    for (int i = 1; i < made.size(); i++) {
      assertThat(made.get(i) - made.get(i - 1)).isLessThanOrEqualTo(Math.max(30, interval));
    }
  }

  @Test
  void aReadingForgivesAllButTheNewestFour() {
    assertThat(minutes("0 5 5 10 15").afterReading()).isEqualTo(minutes("5 5 10 15"));
    assertThat(minutes("10").afterReading()).isEqualTo(minutes("10"));
    assertThat(RecentLogins.NONE.afterReading()).isEqualTo(RecentLogins.NONE);
  }

  @Test
  void whatIsAnHourAgoIsForgottenAndSoIsWhatLiesFurtherAheadThanThat() {
    Instant never = Instant.parse("2036-01-01T00:00:00Z");
    RecentLogins jumped = minutes("0 1 60 119 120").plus(never).plus(never).plus(never).plus(never);

    assertThat(jumped.around(minute(60))).isEqualTo(minutes("1 60 119"));
    assertThat(jumped.nextDue(minute(400))).isEqualTo(minute(400));
  }

  @Test
  void oneThatIsGivenBackIsTakenAwayOnce() {
    assertThat(minutes("0 5 5").minus(minute(5), 1)).isEqualTo(minutes("0 5"));
    assertThat(minutes("0 5 5").minus(minute(5), 2)).isEqualTo(minutes("0"));
    assertThat(minutes("0").minus(minute(5), 1)).isEqualTo(minutes("0"));
  }

  private static RecentLogins minutes(String text) {
    return text.isEmpty()
        ? RecentLogins.NONE
        : new RecentLogins(
            Arrays.stream(text.split(" ", -1)).map(m -> minute(Integer.parseInt(m))).toList());
  }

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
