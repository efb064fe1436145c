package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuspectsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final LimitName API = LimitName.DAILY_API_REQUESTS;

  private static StoredDays usual(int back) {
    return StoredDays.of(TODAY.minusDays(back))
        .calls("erp", 100)
        .calls("bi", 50)
        .calls("mail", 8, 18, 20);
  }

  private static List<StoredDay> history(int from) {
    List<StoredDay> days = new ArrayList<>();
    for (int back = 20; back >= from; back--) {
      days.add(usual(back).stored());
    }
    return days;
  }

  private static List<Culprit> named(long used, List<StoredDay> days) {
    return Suspects.of(API, NOON, OptionalLong.of(used), days).culprits();
  }

  @Test
  void whoRanAwayInHoursThatFilesTellOfIsMeasured() {
    List<StoredDay> days = history(1);
    days.add(
        StoredDays.of(TODAY).byHour().calls("erp", 0, 11, 100).calls("bi", 8, 11, 2_000).stored());

    List<Culprit> culprits = named(9_000, days);

    Culprit first = culprits.getFirst();
    assertThat(first.integration()).isEqualTo("bi");
    assertThat(first.name()).isEqualTo("The bi");
    assertThat(first.basis()).isEqualTo(Basis.MEASURED);
    assertThat(first.asOf()).isEqualTo(Instant.parse("2026-11-25T11:00:00Z"));
    assertThat(first.decisive()).isTrue();
    assertThat(first.calls()).isBetween(6_500L, 6_800L);
    assertThat(first.changePercent()).isBetween(400.0, 500.0);
    assertThat(culprits.stream().mapToDouble(Culprit::share).sum()).isLessThanOrEqualTo(1);
  }

  @Test
  void integrationsFromOldDataAreOnlyLikely() {
    List<Culprit> culprits = named(4_300, history(1));

    assertThat(culprits).isNotEmpty().allMatch(c -> c.basis() == Basis.LIKELY);
    assertThat(culprits).allMatch(c -> c.asOf().equals(Instant.parse("2026-11-25T00:00:00Z")));
  }

  @Test
  void aRiseThatNoFileTellsOfYetMakesWhatIsMeasuredLikely() {
    List<StoredDay> days = history(5);
    days.add(usual(4).calls("bi", 9, 13, 2_000).stored());
    days.addAll(history(1).subList(17, 20));
    days.add(StoredDays.of(TODAY).byHour().calls("erp", 0, 9, 100).calls("bi", 0, 9, 50).stored());

    assertThat(named(3_850, days)).allMatch(c -> c.basis() == Basis.MEASURED);
    assertThat(named(9_000, days)).isNotEmpty().allMatch(c -> c.basis() == Basis.LIKELY);
  }

  @Test
  void hourlyFilesFromYesterdayMeasureNothingOfToday() {
    List<StoredDay> days = history(2);
    days.add(StoredDays.of(TODAY.minusDays(1)).byHour().calls("erp", 0, 23, 100).stored());

    assertThat(named(3_850, days)).isNotEmpty().allMatch(c -> c.basis() == Basis.LIKELY);
  }

  @Test
  void whoWasFarAboveHisUsualBeforeIsLikelyAgain() {
    List<StoredDay> days = history(5);
    days.add(usual(4).calls("bi", 9, 13, 2_000).stored());
    days.addAll(history(1).subList(17, 20));

    Culprit first = named(9_000, days).getFirst();

    assertThat(first.integration()).isEqualTo("bi");
    assertThat(first.decisive()).isTrue();
  }

  @Test
  void whereNobodyWasEverThatFarAboveTheUsualNobodyIsNamed() {
    Suspects.Answer answer = Suspects.of(API, NOON, OptionalLong.of(60_000), history(1));

    assertThat(answer.culprits()).isEmpty();
    // Of 60,000 calls 3,600 are the usual ones; hardly any of the others can be anybody's.
    assertThat(answer.unexplained()).isBetween(50_000L, 57_000L);
  }

  @Test
  void aRiseThatSomebodyHasOftenMadeIsExplained() {
    List<StoredDay> days = history(5);
    days.add(usual(4).calls("bi", 9, 13, 2_000).stored());
    days.addAll(history(1).subList(17, 20));

    assertThat(Suspects.of(API, NOON, OptionalLong.of(9_000), days).unexplained()).isZero();
  }

  @Test
  void hoursThatCannotBeComparedMakeNoRise() {
    // Yesterday alone is known: its hours have nothing to be compared with, those of today do.
    List<StoredDay> days = List.of(usual(1).calls("mail", 14, 15, 3_000).stored());

    Suspects.Answer answer = Suspects.of(API, NOON, OptionalLong.of(6_600), days);

    assertThat(answer.unexplained()).isZero();
    assertThat(answer.culprits().getFirst().integration()).isEqualTo("mail");
    assertThat(answer.culprits())
        .allSatisfy(c -> assertThat(c.changePercent()).isBetween(-30.0, 30.0));
  }

  @Test
  void whatWasAboveItsUsualWhenLastSeenIsLikelyToGoOn() {
    List<StoredDay> days = history(2);
    days.add(
        StoredDays.of(TODAY.minusDays(1))
            .calls("erp", 100)
            .calls("bi", 50)
            .calls("mail", 20, 24, 900)
            .stored());

    assertThat(named(12_000, days).getFirst().integration()).isEqualTo("mail");
  }

  @Test
  void withoutARiseThoseWhoCallMostComeFirst() {
    List<Culprit> culprits = named(3_850, history(1));

    assertThat(culprits).extracting(Culprit::integration).containsExactly("erp", "bi", "mail");
    assertThat(culprits).noneMatch(Culprit::decisive);
    assertThat(culprits.getFirst().share()).isCloseTo(0.63, within(0.03));
  }

  @Test
  void aNewOneHasNoUsual() {
    List<StoredDay> days = history(1);
    days.add(StoredDays.of(TODAY).byHour().calls("new", 6, 12, 900).stored());

    Culprit first = named(8_000, days).getFirst();

    assertThat(first.integration()).isEqualTo("new");
    assertThat(first.changePercent()).isNull();
  }

  @Test
  void callsThatAreInNoFileBelongToNoIntegration() {
    List<StoredDay> days = new ArrayList<>();
    for (int back = 10; back >= 1; back--) {
      days.add(usual(back).used(7_600).stored());
    }

    assertThat(named(7_600, days)).noneMatch(Culprit::decisive);
  }

  @Test
  void noIntegrationIsNamedWithoutData() {
    assertThat(named(9_000, List.of())).isEmpty();
    assertThat(named(9_000, List.of(usual(1).unknown().stored()))).isEmpty();
    assertThat(named(9_000, List.of(usual(5).stored()))).isEmpty();
  }

  @Test
  void withOneDayAloneALargeRiseIsNobodys() {
    List<StoredDay> days = List.of(usual(1).stored());
    List<Culprit> culprits = named(4_000, days);

    assertThat(named(9_000, days)).isEmpty();
    assertThat(culprits).isNotEmpty().allMatch(c -> c.basis() == Basis.LIKELY);
    assertThat(culprits.getFirst().integration()).isEqualTo("erp");
  }

  @Test
  void ofBulkLimitsOnlyBulkCallsCount() {
    List<StoredDay> days = new ArrayList<>();
    for (int back = 10; back >= 1; back--) {
      days.add(
          StoredDays.of(TODAY.minusDays(back)).calls("erp", 900).bulk("load", 40, 0.5).stored());
    }

    assertThat(
            Suspects.of(new LimitName("DailyBulkApiBatches"), NOON, OptionalLong.of(9_000), days)
                .culprits())
        .singleElement()
        .satisfies(c -> assertThat(c.integration()).isEqualTo("load"))
        .satisfies(c -> assertThat(c.calls()).isEqualTo(480));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DataStorageMB", "DailyApiRequests.Order Sync", "DailyStreamingApiEvents"})
  void logsTellNothingOfOtherLimits(String limit) {
    assertThat(Suspects.areKnownOf(new LimitName(limit))).isFalse();
    assertThat(Suspects.of(new LimitName(limit), NOON, OptionalLong.of(9), history(1)).culprits())
        .isEmpty();
  }

  @Test
  void atMostThreeAreNamed() {
    StoredDays day = usual(1);
    for (int i = 0; i < 10; i++) {
      day.calls("other-" + i, 30);
    }

    assertThat(named(9_000, List.of(day.stored()))).hasSize(3);
  }
}
