package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MuteWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /**
   * The rule, said in another way: a moment is muted if, among the local times of the days around
   * it, it shows one that begins at {@code from} of a listed day and lies before {@code to}.
   */
  private static boolean byTheRule(MuteWindow window, Instant moment) {
    LocalDateTime shown = LocalDateTime.ofInstant(moment, window.zone());
    for (int before = 0; before < 2; before++) {
      LocalDate day = shown.toLocalDate().minusDays(before);
      if (!window.days().isEmpty() && !window.days().contains(day.getDayOfWeek())) {
        continue;
      }
      LocalDateTime begin = day.atTime(window.from());
      LocalDateTime end =
          day.plusDays(window.from().isBefore(window.to()) ? 0 : 1).atTime(window.to());
      if (!shown.isBefore(begin) && shown.isBefore(end)) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Australia/Sydney",
        "America/Santiago",
        "Pacific/Apia",
        "Asia/Kolkata",
        "UTC"
      })
  void aMomentIsMutedIfTheClockThenShowsATimeInTheWindowAroundEveryChangeOfClocks(String zone) {
    Random random = new Random(20_261_129);
    ZoneId place = ZoneId.of(zone);
    List<Instant> changes = new ArrayList<>();
    ZoneOffsetTransition change =
        place.getRules().nextTransition(Instant.parse("2007-01-01T00:00:00Z"));
    for (int i = 0; i < 40 && change != null; i++) {
      changes.add(change.getInstant());
      change = place.getRules().nextTransition(change.getInstant());
    }
    changes.add(Instant.parse("2026-11-25T12:00:00Z"));
    int muted = 0;
    int asked = 0;
    for (Instant around : changes) {
      for (int i = 0; i < 50; i++) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
          if (random.nextInt(3) == 0) {
            days.add(day);
          }
        }
        MuteWindow window =
            new MuteWindow(
                days,
                LocalTime.ofSecondOfDay(60L * random.nextInt(1440)),
                LocalTime.ofSecondOfDay(60L * random.nextInt(1440)),
                place);
        for (int minute = -180; minute <= 180; minute += 5) {
          Instant moment = around.plusSeconds(60L * minute);
          asked++;
          muted += window.contains(moment) ? 1 : 0;
          assertThat(window.contains(moment))
              .as("%s at %s", window, moment)
              .isEqualTo(byTheRule(window, moment));
        }
      }
    }
    assertThat(muted).isBetween(asked / 10, asked * 9 / 10);
  }

  /** Around each change the muted time is longer or shorter by exactly what the clock jumps. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "Europe/Berlin,      2026-03-29, 00:00, 12:00, 11:00",
    "Europe/Berlin,      2026-10-25, 00:00, 12:00, 13:00",
    "Europe/Berlin,      2026-10-25, 02:00, 03:00, 02:00",
    "Europe/Berlin,      2026-03-29, 02:00, 03:00, 00:00",
    "Australia/Sydney,   2026-10-04, 00:00, 12:00, 11:00",
    "Australia/Sydney,   2026-04-05, 00:00, 12:00, 13:00",
    "Australia/Sydney,   2026-04-05, 02:00, 03:00, 02:00",
    "Australia/Sydney,   2026-10-04, 02:00, 03:00, 00:00",
    "Australia/Lord_Howe,2026-10-04, 00:00, 12:00, 11:30",
    "America/Santiago,   2026-09-06, 00:00, 12:00, 11:00"
  })
  void aChangeOfClocksMakesAWindowLongerOrShorterByWhatTheClockJumps(
      String zone, LocalDate day, LocalTime from, LocalTime to, LocalTime length) {
    MuteWindow window = new MuteWindow(Set.of(day.getDayOfWeek()), from, to, ZoneId.of(zone));
    Instant start = day.atStartOfDay(ZoneOffset.UTC).minusDays(1).toInstant();

    long minutes =
        IntStream.range(0, 3 * 1440)
            .filter(minute -> window.contains(start.plusSeconds(60L * minute)))
            .count();

    assertThat(minutes).isEqualTo(length.toSecondOfDay() / 60);
  }

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
