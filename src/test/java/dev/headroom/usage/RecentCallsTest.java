package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls of integrations in the last 24 hours that are known. */
class RecentCallsTest {
  private static final LocalDate YESTERDAY = LocalDate.parse("2026-11-24");
  private static final LocalDate TODAY = YESTERDAY.plusDays(1);

  @Test
  void dailyFilesHaveTheLastWholeDay() {
    List<StoredDay> days =
        List.of(
            StoredDays.of(YESTERDAY.minusDays(1)).calls("erp", 10).calls("old", 1).stored(),
            StoredDays.of(YESTERDAY).calls("erp", 20).calls("bi", 3, 5, 7).stored());
    assertThat(RecentCalls.of(days))
        .hasValueSatisfying(
            recent -> {
              assertThat(recent.until()).isEqualTo(Instant.parse("2026-11-25T00:00:00Z"));
              assertThat(recent.byIntegration())
                  .containsExactly(
                      Map.entry("bi", 14L), Map.entry("erp", 480L), Map.entry("old", 0L));
            });
  }

  @Test
  void hourlyFilesHaveTheLast24HoursUpToTheLastHour() {
    List<StoredDay> days =
        List.of(
            StoredDays.of(YESTERDAY).calls("erp", 10).stored(),
            StoredDays.of(TODAY).byHour().calls("erp", 0, 6, 100).stored());
    assertThat(RecentCalls.of(days))
        .hasValueSatisfying(
            recent -> {
              assertThat(recent.until()).isEqualTo(Instant.parse("2026-11-25T06:00:00Z"));
              assertThat(recent.byIntegration()).containsExactly(Map.entry("erp", 18 * 10L + 600));
            });
  }

  @Test
  void whatIsNotKnownIsNoSum() {
    assertThat(RecentCalls.of(List.of())).isEmpty();
    assertThat(RecentCalls.of(List.of(StoredDays.of(YESTERDAY).unknown().stored()))).isEmpty();
    StoredDay morning = StoredDays.of(TODAY).byHour().calls("erp", 0, 6, 100).stored();
    assertThat(RecentCalls.of(List.of(morning))).as("without yesterday").isEmpty();
    assertThat(RecentCalls.of(List.of(StoredDays.of(YESTERDAY).unknown().stored(), morning)))
        .as("yesterday unknown")
        .isEmpty();
    StoredDay whole = StoredDays.of(YESTERDAY).calls("erp", 10).stored();
    DaySource partial =
        new DaySource(YESTERDAY, DaySource.Knowledge.PARTIAL, true, false, List.of("broke off"));
    assertThat(RecentCalls.of(List.of(whole.with(partial, List.of())))).as("partial").isEmpty();
  }

  @Test
  void theFiftyLargestAreNamedAndTheRestIsOne() {
    StoredDays day = StoredDays.of(YESTERDAY);
    for (int i = 1; i <= 60; i++) {
      day.calls("i-" + i, 0, 1, i);
    }
    assertThat(RecentCalls.of(List.of(day.stored())).orElseThrow().byIntegration())
        .hasSize(RecentCalls.MAX_INTEGRATIONS + 1)
        .containsEntry("i-60", 60L)
        .containsEntry("i-11", 11L)
        .doesNotContainKey("i-10")
        .containsEntry(StoredDay.OTHERS, 55L);
  }
}
