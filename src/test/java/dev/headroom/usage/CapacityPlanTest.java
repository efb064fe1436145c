package dev.headroom.usage;

import static dev.headroom.usage.UsageDays.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.usage.CapacityPlan.Gap;
import dev.headroom.usage.CapacityPlan.GapKind;
import dev.headroom.usage.CapacityPlan.Needs;
import dev.headroom.usage.CapacityPlan.Part;
import dev.headroom.usage.CapacityPlan.Passing;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CapacityPlanTest {
  private static CapacityPlan plan(UsageDays days, long allocation) {
    return CapacityPlan.of(days.list(), MONDAY, days.last(), OptionalLong.of(allocation));
  }

  private static UsageDays steady(int days, String... calls) {
    UsageDays all = new UsageDays();
    for (int i = 0; i < days; i++) {
      all.day(100, calls);
    }
    return all;
  }

  /** Weeks in which {@code grows} calls more by so many per cent, and {@code erp} does not. */
  private static UsageDays growing(int days, double perWeek, double base) {
    UsageDays all = new UsageDays();
    for (int i = 0; i < days; i++) {
      long n = Math.round(base * Math.pow(1 + perWeek, i / 7.0));
      all.day(0, "erp 30000", "grows " + n);
    }
    return all;
  }

  @Test
  void typicalAndBusyDaysAddUpWithWhatIsInNoFile() {
    UsageDays days = steady(19, "erp 400", "mail 100").day(300, "erp 900", "mail 100");
    CapacityPlan plan = plan(days, 10_000);

    assertThat(plan.parts())
        .containsExactly(
            new Part("erp", "The erp", 400, 400, OptionalDouble.empty()),
            new Part("mail", "The mail", 100, 100, OptionalDouble.empty()),
            new Part(
                CapacityPlan.UNEXPLAINED,
                "in no event log file",
                100,
                100,
                OptionalDouble.empty()));
    assertThat(plan.typical()).isEqualTo(600);
    assertThat(plan.busiest()).isEqualTo(1_300);
    assertThat(plan.comfortable()).hasValue(7_000);
    assertThat(plan.percent(plan.typical())).hasValue(6);
    assertThat(plan.passing()).isEqualTo(new Passing.NoGrowth());
    assertThat(plan.needs()).isNull();
    assertThat(plan.gaps()).isEmpty();
  }

  @Test
  void theBusyDayIsTheNearestRankOfTheNinetyFifthPercentile() {
    UsageDays once = steady(19, "erp 400").day(100, "erp 9000");
    assertThat(plan(once, 1_000_000).parts().getFirst().busy()).isEqualTo(400);
    UsageDays twice = steady(18, "erp 400").day(100, "erp 9000").day(100, "erp 8000");
    assertThat(plan(twice, 1_000_000).parts().getFirst().busy()).isEqualTo(8_000);
  }

  @Test
  void whatStoppedIsNoPartOfIt() {
    UsageDays days = steady(8, "erp 400", "old 5000");
    for (int i = 0; i < 8; i++) {
      days.day(100, "erp 400");
    }
    assertThat(plan(days, 10_000).parts()).extracting(Part::id).doesNotContain("old");
  }

  @Test
  void aLoadOfOneDayMakesNoTypicalDay() {
    UsageDays days = steady(10, "erp 400").day(100, "erp 400", "load 90000");
    for (int i = 0; i < 6; i++) {
      days.day(100, "erp 400");
    }
    CapacityPlan plan = plan(days, 10_000);
    assertThat(plan.typical()).isEqualTo(500);
    assertThat(plan.busy()).isGreaterThan(90_000);
    assertThat(plan.busiest()).isEqualTo(90_500);
  }

  @Test
  void theDayOnWhichTheMarginIsPassedFollowsTheGrowthThatIsMoreThanChance() {
    UsageDays days = growing(15, 0.25, 10_000);
    CapacityPlan plan = plan(days, 100_000);

    // 10,000 x 1.25^2 = 15,625 now; 40,000 is left to 70 %: ln(40/15.625) / ln(1.25) weeks.
    assertThat(plan.passing()).isEqualTo(new Passing.On(days.last().plusDays(30)));
    assertThat(plan.parts())
        .filteredOn(p -> p.id().equals("grows"))
        .allSatisfy(
            p -> {
              assertThat(p.typical()).isBetween(15_400L, 15_850L);
              assertThat(p.changePerWeekPercent().orElse(0)).isBetween(24.0, 26.0);
            });
    assertThat(plan.needs()).isNull();
  }

  @Test
  void moreAllocationNeverBringsTheDayNearer() {
    UsageDays days = growing(15, 0.25, 10_000);
    Passing.On before = new Passing.On(days.last());
    for (long allocation = 70_000; allocation < 400_000; allocation += 30_000) {
      Passing.On on = (Passing.On) plan(days, allocation).passing();
      assertThat(on.day()).isAfterOrEqualTo(before.day());
      before = on;
    }
    assertThat(plan(growing(15, 0.25, 10_000), 100_000_000_000L).passing())
        .isEqualTo(new Passing.NotSoon());
  }

  @Test
  void whatGrowsTogetherCountsThoughNoneGrowsAlone() {
    UsageDays days = new UsageDays();
    for (int i = 0; i < 28; i++) {
      long n = Math.round(5_000 * Math.pow(1.10, i / 7.0));
      days.day(0, "a " + n, "b " + n, "c " + n);
    }
    CapacityPlan plan = plan(days, 40_000);
    assertThat(plan.parts()).allMatch(p -> p.changePerWeekPercent().isEmpty());
    assertThat(plan.passing()).isInstanceOf(Passing.On.class);
  }

  @Test
  void bothWaysOutAreSaidInCalls() {
    UsageDays days = new UsageDays();
    for (int i = 0; i < 10; i++) {
      days.day(0, "erp 60000", "bi 20000")
          .found("erp", Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 9_000, 1_000)
          .found("erp", Pattern.DESCRIBE_POLLING, "/sobjects/Lead/describe", 700, 24)
          .found("bi", Pattern.OLD_API_VERSION, "v35.0", 20_000, 20_000)
          .found("bi", Pattern.CHANGE_POLLING, "/query Task", 5_024, 24);
    }
    CapacityPlan plan = plan(days, 100_000);

    assertThat(plan.passing()).isEqualTo(new Passing.Passed());
    Needs needs = Objects.requireNonNull(plan.needs());
    assertThat(needs.toSave()).isEqualTo(10_000);
    // 80,000 is 70 % of 114,286.
    assertThat(needs.addOn()).isEqualTo(14_286);
    assertThat(needs.savings())
        .extracting(s -> s.waste().pattern())
        .containsExactly(Pattern.SINGLE_RECORD_LOOP, Pattern.CHANGE_POLLING);
    assertThat(needs.saved()).isEqualTo(13_000);
    assertThat(needs.savingsDo()).isTrue();
  }

  @Test
  void findingsThatAreOverOrDoNotSuffice() {
    UsageDays days =
        new UsageDays()
            .day(0, "erp 80000")
            .found("erp", Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 50_000, 250);
    for (int i = 0; i < 9; i++) {
      days.day(0, "erp 80000").found("erp", Pattern.LIMITS_POLLING, "/limits", 1_288, 288);
    }
    Needs needs = Objects.requireNonNull(plan(days, 100_000).needs());

    assertThat(needs.savings())
        .extracting(s -> s.waste().pattern())
        .containsExactly(Pattern.LIMITS_POLLING);
    assertThat(needs.saved()).isEqualTo(1_000);
    assertThat(needs.savingsDo()).isFalse();
    // 79,000 is 70 % of 112,858.
    assertThat(needs.addOnBesides()).isEqualTo(12_858);
  }

  @Test
  void noIntegrationSavesMoreThanItCalls() {
    UsageDays days = new UsageDays();
    for (int i = 0; i < 8; i++) {
      days.day(0, "erp 80000", "bi 1000")
          .found("bi", Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 900, 5)
          .found("bi", Pattern.COMPOSITE_CANDIDATE, "/sobjects/Lead + /query Lead", 900, 300);
    }
    assertThat(Objects.requireNonNull(plan(days, 100_000).needs()).saved()).isEqualTo(1_000);
  }

  @Test
  void aBusyDayThatDoesNotFitIsANeedToo() {
    UsageDays days = new UsageDays();
    for (int i = 0; i < 10; i++) {
      days.day(0, "erp " + (i % 4 == 0 ? 130_000 : 20_000));
    }
    Needs needs = Objects.requireNonNull(plan(days, 100_000).needs());
    assertThat(needs.toSave()).isEqualTo(30_000);
    assertThat(needs.addOn()).isEqualTo(30_000);
  }

  @Test
  void unknownValuesAreReportedAndNeverMistakenForZero() {
    UsageDays days = new UsageDays().day(0, "erp 400").unknown().uncompared("erp 500");
    CapacityPlan plan =
        CapacityPlan.of(days.list(), MONDAY.minusDays(2), days.last(), OptionalLong.empty());

    assertThat(plan.typical()).isEqualTo(500);
    assertThat(plan.passing()).isEqualTo(new Passing.Unknown());
    assertThat(plan.needs()).isNull();
    assertThat(plan.comfortable()).isEmpty();
    assertThat(plan.percent(500)).isEmpty();
    assertThat(plan.gaps())
        .containsExactly(
            new Gap(GapKind.UNKNOWN_DAYS, 1),
            new Gap(GapKind.UNCOMPARED_DAYS, 1),
            new Gap(GapKind.FEW_DAYS, 2),
            new Gap(GapKind.NO_ALLOCATION, 0));
    assertThat(plan(new UsageDays().unknown(), 100).gaps())
        .containsExactly(new Gap(GapKind.NO_DAYS, 1));
    assertThat(plan(days, 100_000).passing()).isEqualTo(new Passing.Unknown());
    assertThat(plan(days, 700).passing()).isEqualTo(new Passing.Passed());
  }

  @Test
  void aWasteIsAveragedOverTheKnownDaysSinceItBegan() {
    UsageDays days =
        new UsageDays()
            .day(0, "erp 5000")
            .day(0, "erp 5000")
            .found("erp", Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 1_000, 100)
            .unknown()
            .day(0, "erp 5000")
            .day(0, "erp 5000")
            .found("erp", Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 700, 100);
    List<Waste> all = Waste.of(days.list());

    assertThat(all).hasSize(1);
    assertThat(all.getFirst().perDay()).isEqualTo(500);
    assertThat(all.getFirst().daysSeen()).isEqualTo(2);
    assertThat(all.getFirst().firstSeen()).isEqualTo(MONDAY.plusDays(1));
    assertThat(all.getFirst().isGoingOn(MONDAY.plusDays(10))).isTrue();
    assertThat(all.getFirst().isGoingOn(MONDAY.plusDays(11))).isFalse();
  }
}
