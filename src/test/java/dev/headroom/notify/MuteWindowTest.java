package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuteWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static boolean isMuted(String days, String from, String to, String moment) {
    return new MuteWindow(
            days.equals("-") ? Set.of() : Set.of(DayOfWeek.valueOf(days)),
            LocalTime.parse(from),
            LocalTime.parse(to),
            BERLIN)
        .contains(Instant.parse(moment));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a night begins,              -,      22:00, 06:00, 2026-11-25T21:00:00Z, true",
    "a minute before it,          -,      22:00, 06:00, 2026-11-25T20:59:00Z, false",
    "a night goes on after 0:00,  -,      22:00, 06:00, 2026-11-26T04:59:00Z, true",
    "a night ends,                -,      22:00, 06:00, 2026-11-26T05:00:00Z, false",
    "it belongs to its first day, FRIDAY, 22:00, 06:00, 2026-11-28T04:00:00Z, true",
    "and not to its second,       FRIDAY, 22:00, 06:00, 2026-11-27T04:00:00Z, false",
    "equal times are 24 hours,    FRIDAY, 08:00, 08:00, 2026-11-28T06:59:00Z, true",
    "up to their end,             FRIDAY, 08:00, 08:00, 2026-11-28T07:00:00Z, false",
    "a day's work,                -,      09:00, 17:00, 2026-11-25T08:00:00Z, true",
    "and its end,                 -,      09:00, 17:00, 2026-11-25T16:00:00Z, false"
  })
  void aWindowFollowsTheClockOfItsZone(
      String rule, String days, String from, String to, String moment, boolean muted) {
    assertThat(isMuted(days, from, to, moment)).isEqualTo(muted);
  }

  /** On 29 March 2026 it is 3:00 after 1:59 in Berlin; on 25 October 2:00 to 2:59 occur twice. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "before the hour that is left out, 02:00, 03:00, 2026-03-29T00:59:59Z, false",
    "after it: nothing was muted,      02:00, 03:00, 2026-03-29T01:00:00Z, false",
    "the hour the first time,          02:00, 03:00, 2026-10-25T00:00:00Z, true",
    "the hour the second time,         02:00, 03:00, 2026-10-25T01:59:59Z, true",
    "after both,                       02:00, 03:00, 2026-10-25T02:00:00Z, false",
    "a night with the hour left out,   22:00, 06:00, 2026-03-29T03:59:59Z, true",
    "ends by the new time,             22:00, 06:00, 2026-03-29T04:00:00Z, false"
  })
  void anHourLeftOutMutesNothingAndOneThatOccursTwiceMutesBothTimes(
      String rule, String from, String to, String moment, boolean muted) {
    assertThat(isMuted("-", from, to, moment)).isEqualTo(muted);
  }
}
