package dev.headroom.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Foresight;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Recurrence;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionWordsTest {
  private static final Instant SLOT = Instant.parse("2026-11-24T11:00:00Z");

  @Test
  void aSurgeSaysSinceWhenAndHowMuchMoreThanUsual() {
    assertThat(why(new Grounds.Surge(Instant.parse("2026-11-24T09:40:00Z"), 3.14)))
        .isEqualTo(
            "since 09:40 usage runs at 3.1x a normal Tuesday; likely out around 14:20, between"
                + " 13:50 and Wed 01:30 GMT (70 %)");
  }

  @Test
  void aSurgeWhereUsuallyNothingComesHasNoFactor() {
    assertThat(why(new Grounds.Surge(SLOT.minusSeconds(86_400), Double.POSITIVE_INFINITY)))
        .startsWith("since Mon 11:00 usage runs at more than 100x a normal Tuesday; ");
  }

  @Test
  void aHeavyDayShowsHowHeavyItWas() {
    assertThat(why(new Grounds.UsualCourse(1.25, 0.82, 1.1)))
        .startsWith(
            "usage today is 1.3x a normal Tuesday, and its expected course passes the limit; likely");
  }

  @Test
  void growthStatesItsDailyAmount() {
    assertThat(why(new Grounds.Growth(1234.5, false)))
        .startsWith("it grows by 1,235 a day; likely out around ");
    assertThat(why(new Grounds.Growth(0.25, true))).startsWith("its peaks grow by 0.3 a day; ");
  }

  @Test
  void farTimesHaveTheirDate() {
    assertThat(Moments.near(Instant.parse("2026-12-09T11:05:00Z"), SLOT)).isEqualTo("9 Dec 11:05");
    assertThat(Moments.near(Instant.parse("2026-11-30T11:05:00Z"), SLOT)).isEqualTo("Mon 11:05");
    assertThat(Moments.near(Instant.parse("2026-12-01T11:05:00Z"), SLOT)).isEqualTo("1 Dec 11:05");
  }

  @Test
  void anAlertOfALimitWhoseForecastsHaveBeenPoorSaysSo() {
    Projection.Exhausting e = exhausting(new Grounds.Growth(20, false));
    assertThat(Foresight.of(new OrgForecasts.Outcome(e, SLOT, true), SLOT))
        .isInstanceOfSatisfying(
            Foresight.Exhaustion.class,
            x ->
                assertThat(ProjectionWords.why(x, SLOT))
                    .isEqualTo(
                        why(e.grounds())
                            + "; recent forecasts of this limit missed, so treat the times as"
                            + " approximate"));
    assertThat(Foresight.of(new OrgForecasts.Outcome(e, SLOT, false), SLOT))
        .isInstanceOfSatisfying(
            Foresight.Exhaustion.class,
            x -> assertThat(ProjectionWords.why(x, SLOT)).isEqualTo(why(e.grounds())));
  }

  @ParameterizedTest
  @CsvSource({
    "WEEKDAYS, 9, reaches its cap on weekdays at 09:00 GMT",
    "WEEKENDS, 0, reaches its cap on weekends at 00:00 GMT",
    "DAILY, 23, reaches its cap every day at 23:00 GMT",
    "MONDAYS, 14, reaches its cap on Mondays at 14:00 GMT",
    "SUNDAYS, 4, reaches its cap on Sundays at 04:00 GMT"
  })
  void aGaugesHabitNamesItsDaysAndItsHour(Recurrence.Days days, int hour, String words) {
    assertThat(ProjectionWords.habit(new Recurrence(days, hour, 0.7))).isEqualTo(words);
  }

  private static String why(Grounds grounds) {
    return ProjectionWords.why(exhausting(grounds), SLOT, false);
  }

  private static Projection.Exhausting exhausting(Grounds grounds) {
    return new Projection.Exhausting(
        Instant.parse("2026-11-24T13:50:00Z"),
        Instant.parse("2026-11-24T14:20:00Z"),
        Instant.parse("2026-11-25T01:30:00Z"),
        0.7,
        0.7,
        grounds,
        null);
  }
}
