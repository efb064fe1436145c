package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.usage.KnownFindings.Known;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownFindingsTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final String LEAD = "/sobjects/Lead/describe";

  private static StoredDay with(int day, long calls) {
    return StoredDays.of(MONDAY.plusDays(day))
        .calls("erp", 100)
        .finding("erp", Pattern.DESCRIBE_POLLING, LEAD, calls, 24)
        .stored();
  }

  private static StoredDay without(int day) {
    return StoredDays.of(MONDAY.plusDays(day)).calls("erp", 100).stored();
  }

  private static Known one(KnownFindings findings) {
    return findings.all().values().iterator().next();
  }

  @Test
  void aFindingIsKnownFromItsFirstDayToItsLast() {
    KnownFindings known = KnownFindings.NONE.after(List.of(with(0, 500), with(1, 900), without(2)));

    Known finding = one(known);
    assertThat(finding.firstSeen()).isEqualTo(MONDAY);
    assertThat(finding.lastSeen()).isEqualTo(MONDAY.plusDays(1));
    assertThat(finding.saving()).isEqualTo(876);
    assertThat(finding.gone()).isEmpty();
    assertThat(finding.name()).isEqualTo("The erp");
    assertThat(known.until()).hasValue(MONDAY.plusDays(2));
  }

  @Test
  void itIsGoneAfterSevenKnownDaysWithoutIt() {
    List<StoredDay> days = new ArrayList<>(List.of(with(0, 500)));
    for (int day = 1; day <= 6; day++) {
      days.add(without(day));
    }
    days.add(StoredDays.of(MONDAY.plusDays(7)).unknown().stored());
    KnownFindings nearly = KnownFindings.NONE.after(days);
    assertThat(one(nearly).gone()).isEmpty();

    KnownFindings gone = nearly.after(List.of(without(8)));
    assertThat(one(gone).gone()).hasValue(MONDAY.plusDays(8));

    Known back = one(gone.after(List.of(with(9, 500))));
    assertThat(back.gone()).isEmpty();
    assertThat(back.firstSeen()).isEqualTo(MONDAY.plusDays(9));
    assertThat(back.told()).isFalse();
  }

  @Test
  void aDayCountsOnceAndADayThatGoesOnNotYet() {
    KnownFindings known = KnownFindings.NONE.after(List.of(with(0, 500), without(1)));

    assertThat(known.after(List.of(with(0, 500), without(1)))).isEqualTo(known);
    assertThat(
            known.after(
                List.of(StoredDays.of(MONDAY.plusDays(2)).byHour().calls("erp", 100).stored())))
        .isEqualTo(known);
  }

  @Test
  void whatIsWorthTellingIsToldOnceAndWhatSavesMostComesFirst() {
    StoredDay day =
        StoredDays.of(MONDAY)
            .calls("erp", 100)
            .finding("erp", Pattern.DESCRIBE_POLLING, LEAD, 2_500, 24)
            .finding("bi", Pattern.SMALL_PAGES, "/query", 9_000, 900)
            .finding("bi", Pattern.OLD_API_VERSION, "v34.0", 9_000, 9_000)
            .finding("mail", Pattern.LOGIN_STORM, "login", 500, 24)
            .stored();
    KnownFindings known = KnownFindings.NONE.after(List.of(day));

    List<Known> worth = known.worthTelling(AdviceRule.DEFAULT, 100_000);
    assertThat(worth).extracting(Known::integration).containsExactly("bi", "erp");
    assertThat(known.worthTelling(AdviceRule.DEFAULT, 0))
        .as("of an allocation that is not known nothing is two per cent")
        .isEmpty();
    KnownFindings told = known.told(worth, MONDAY);
    assertThat(told.worthTelling(AdviceRule.DEFAULT, 100_000)).isEmpty();
    assertThat(told.toldOn()).hasValue(MONDAY);
    assertThat(one(told.after(List.of(day))).told()).isEqualTo(one(told).told());
  }

  @Test
  void namesAreThoseOfTheDays() {
    KnownFindings known = KnownFindings.NONE.after(List.of(with(0, 500)));

    assertThat(one(known.named(List.of())).name()).isEqualTo("The erp");
    assertThat(known.named(List.of(without(1)))).isEqualTo(known);
  }

  @Test
  void tooManyAreNotKept() {
    StoredDays day = StoredDays.of(MONDAY);
    for (int i = 0; i < KnownFindings.MAX_FINDINGS + 10; i++) {
      day.finding("erp", Pattern.SMALL_PAGES, "/query " + i, 1_000 + i, 24);
    }

    KnownFindings known = KnownFindings.NONE.after(List.of(day.stored()));

    assertThat(known.all()).hasSize(KnownFindings.MAX_FINDINGS);
    assertThat(known.all().values()).noneMatch(k -> k.calls() < 1_010);
  }

  @Test
  void anIdIsThatOfTheIntegrationThePatternAndTheResource() {
    String id = KnownFindings.id("erp", Pattern.SMALL_PAGES, "/query");

    assertThat(id).hasSize(16).isEqualTo(KnownFindings.id("erp", Pattern.SMALL_PAGES, "/query"));
    assertThat(id)
        .isNotEqualTo(KnownFindings.id("bi", Pattern.SMALL_PAGES, "/query"))
        .isNotEqualTo(KnownFindings.id("erp", Pattern.LOGIN_STORM, "/query"));
  }
}
