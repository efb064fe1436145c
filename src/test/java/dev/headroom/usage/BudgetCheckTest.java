package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BudgetCheckTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final OptionalLong USUAL = OptionalLong.of(3_600);

  private static List<StoredDay> days(int from) {
    List<StoredDay> days = new ArrayList<>();
    for (int back = 14; back >= from; back--) {
      days.add(StoredDays.of(TODAY.minusDays(back)).calls("erp", 100).calls("bi", 50).stored());
    }
    return days;
  }

  private static BudgetCheck.Spent of(List<StoredDay> days, OptionalLong used, long budget) {
    return new BudgetCheck(days, NOON, used).of("erp", budget).orElseThrow();
  }

  @Test
  void withoutHourlyFilesTheLastWholeDayCounts() {
    assertThat(of(days(1), USUAL, 2_000))
        .isEqualTo(new BudgetCheck.Spent(TODAY.minusDays(1), 2_400, false, true));
  }

  @Test
  void withHourlyFilesTheDayThatGoesOnCounts() {
    List<StoredDay> days = days(1);
    days.add(StoredDays.of(TODAY).byHour().calls("erp", 0, 10, 300).stored());

    assertThat(of(days, USUAL, 10_000)).isEqualTo(new BudgetCheck.Spent(TODAY, 3_000, false, true));
    assertThat(of(days, USUAL, 5_000))
        .as("with its usual rest of the day it would be near it")
        .isEqualTo(new BudgetCheck.Spent(TODAY, 3_000, false, false));
  }

  @Test
  void aDayOfWhichHardlyAnHourIsKnownDecidesNothing() {
    List<StoredDay> days = days(1);
    days.add(StoredDays.of(TODAY).byHour().calls("erp", 0, 3, 10).stored());

    assertThat(of(days, USUAL, 100_000).decided()).isFalse();
  }

  @Test
  void whereTheCounterRisesTheUsualDayIsWhatIsToBeExpected() {
    BudgetCheck.Spent spent = of(days(1), OptionalLong.of(7_200), 5_000);

    assertThat(spent.projected()).isTrue();
    assertThat(spent.day()).isEqualTo(TODAY);
    assertThat(spent.calls()).isEqualTo(4_800);
    assertThat(spent.decided()).isFalse();
  }

  @Test
  void aRiseThatStaysBelowTheBudgetIsNotTold() {
    assertThat(of(days(1), OptionalLong.of(7_200), 50_000).projected()).isFalse();
    assertThat(of(days(1), OptionalLong.empty(), 2_500).projected()).isFalse();
    assertThat(of(days(1), USUAL, 2_500).projected()).isFalse();
  }

  @Test
  void whatWasCountedAlreadyIsNotToldAsExpected() {
    assertThat(of(days(1), OptionalLong.of(7_200), 2_000))
        .isEqualTo(new BudgetCheck.Spent(TODAY.minusDays(1), 2_400, false, true));
  }

  @Test
  void oldDaysSayNothingOfNow() {
    assertThat(new BudgetCheck(days(5), NOON, USUAL).of("erp", 100)).isEmpty();
    assertThat(new BudgetCheck(List.of(), NOON, USUAL).of("erp", 100)).isEmpty();
  }

  @Test
  void anIntegrationWithoutACallOnAKnownDayMadeNone() {
    assertThat(new BudgetCheck(days(1), NOON, USUAL).of("other", 100))
        .hasValue(new BudgetCheck.Spent(TODAY.minusDays(1), 0, false, true));
  }
}
