package dev.headroom.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.fleet.Violation;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.report.words.WhatIfWords;
import dev.headroom.usage.UsageDays;
import dev.headroom.whatif.ChangedIntegrations.Assumption;
import dev.headroom.whatif.IntegrationChange.ByBulk;
import dev.headroom.whatif.IntegrationChange.Moved;
import dev.headroom.whatif.IntegrationChange.Without;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Integrations that call at 02:00 to 03:00 GMT of every day, ERP 24,000 times and BI 6,000. */
class ChangedIntegrationsTest {
  private static final LimitName LIMIT = LimitName.DAILY_API_REQUESTS;

  /** A Wednesday. */
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static final UsageDays DAYS = new UsageDays(LocalDate.parse("2026-11-04"));

  static {
    for (int i = 0; i < 21; i++) {
      DAYS.day(0, "erp 24000", "bi 6000");
    }
  }

  private static ChangedIntegrations of(IntegrationChange... changes) {
    return ChangedIntegrations.of(List.of(changes), DAYS.list());
  }

  /** What comes of it for a limit that has stood at 60,000 for four weeks. */
  private static Answer.Told told(IntegrationChange... changes) {
    List<Series.Point> points = new ArrayList<>();
    for (Instant at = NOW.minus(Duration.ofDays(28)); !at.isAfter(NOW); at = at.plusSeconds(900)) {
      points.add(new Series.Point(at, Reading.ofUsed(60_000, 100_000)));
    }
    WhatIfQuestion question =
        new WhatIfQuestion(LIMIT, new Scenario(List.of(), 0), 4, List.of(changes))
            .with(of(changes));
    return (Answer.Told) WhatIf.ask(question, Window.ROLLING_24H, new Series(LIMIT, points));
  }

  private static List<Double> peaks(Answer.Told told) {
    return told.days().stream().map(Answer.Day::peakAfter).toList();
  }

  @Test
  void withoutAnIntegrationItsCallsStayAwayOnceADayHasPassed() {
    ChangedIntegrations changed = of(new Without("erp"));

    assertThat(changed.violations()).isEmpty();
    assertThat(changed.assumed())
        .containsExactly(new Assumption(new Without("erp"), "The erp", 21, 24_000, 0));
    // The calls of 02:00 of today are counted until 02:00 of tomorrow.
    assertThat(peaks(told(new Without("erp"))))
        .containsExactly(60_000.0, 60_000.0, 36_000.0, 36_000.0);
  }

  @Test
  void anIntegrationIsKnownByItsIdOrItsNameInAnyCase() {
    assertThat(of(new Without("THE ERP")).assumed().getFirst().name()).isEqualTo("The erp");
    assertThat(of(new Without("erp")).violations()).isEmpty();
  }

  @Test
  void movedCallsComeInTheirOwnHourLater() {
    WeeklyLoad came = of(new Moved("erp", Duration.ofMinutes(90))).loads().getLast();
    Instant monday = Instant.parse("2026-11-30T00:00:00Z");

    assertThat(came.between(monday.plusSeconds(7_200), monday.plusSeconds(3 * 3_600)))
        .isCloseTo(0, within(1e-6));
    assertThat(came.between(monday.plusSeconds(3 * 3_600), monday.plusSeconds(4 * 3_600)))
        .isCloseTo(12_000, within(1e-6));
    assertThat(came.between(monday.plusSeconds(4 * 3_600), monday.plusSeconds(5 * 3_600)))
        .isCloseTo(12_000, within(1e-6));
    assertThat(came.perDay()).isCloseTo(24_000, within(1e-6));
    // Whatever the hour, a rolling day holds as many.
    assertThat(peaks(told(new Moved("erp", Duration.ofHours(3)))).getLast())
        .isCloseTo(60_000, within(1e-6));
  }

  @Test
  void movedOverMidnightTheyComeOnTheDayBefore() {
    WeeklyLoad early = of(new Moved("erp", Duration.ofHours(-3))).loads().getLast();
    Instant sunday = Instant.parse("2026-11-29T23:00:00Z");

    assertThat(early.between(sunday, sunday.plusSeconds(3_600))).isCloseTo(24_000, within(1e-6));
  }

  @Test
  void byBulkApiTheCallsOfAnHourAreOneJob() {
    ChangedIntegrations changed = of(new ByBulk("erp"));

    assertThat(changed.assumed().getFirst().perDayThen()).isCloseTo(11, within(1e-6));
    assertThat(peaks(told(new ByBulk("erp"))).getLast()).isCloseTo(36_011, within(1e-6));
    assertThat(WhatIfWords.assumed(changed.assumed().getFirst()))
        .isEqualTo(
            "The erp makes 24,000 calls on an average day (of 21 days); with each hour's calls as one"
                + " Bulk API 2.0 job of 11 requests it makes 11. This takes each call for one record;"
                + " jobs count against Bulk limits of their own.");
  }

  @Test
  void aFewCallsAnHourAreNoJob() {
    UsageDays few = new UsageDays();
    for (int i = 0; i < 7; i++) {
      few.day(0, "mail 8");
    }
    assertThat(
            ChangedIntegrations.of(List.of(new ByBulk("mail")), few.list())
                .assumed()
                .getFirst()
                .perDayThen())
        .isCloseTo(8, within(1e-6));
  }

  @Test
  void changesOfSeveralIntegrationsAddUp() {
    assertThat(peaks(told(new Without("bi"), new ByBulk("erp"))).getLast())
        .isCloseTo(30_011, within(1e-6));
  }

  @Test
  void aDayOfTheWeekThatIsNotKnownIsAsAllDaysAre() {
    UsageDays monday = new UsageDays().day(0, "erp 100").unknown();
    WeeklyLoad load =
        ChangedIntegrations.of(List.of(new Without("erp")), monday.list()).loads().getFirst();

    assertThat(load.perDay()).isCloseTo(-100, within(1e-6));
  }

  @Test
  void anUnknownIntegrationIsToldOfWithThoseThereAre() {
    assertThat(of(new Without("crm")).violations())
        .containsExactly(
            new Violation(
                "without",
                "crm",
                "is no integration of this org",
                "Write the id or the name of one: The erp, The bi."));
    assertThat(ChangedIntegrations.of(List.of(new ByBulk("erp")), List.of()).violations())
        .extracting(Violation::path, Violation::remedy)
        .containsExactly(
            tuple("bulk", "None is known yet: no event log file of the last 28 days was read."));
  }

  @Test
  void ofManyTheLargestAreNamed() {
    String[] calls = new String[30];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = "i%02d %d".formatted(i, 1_000 - i);
    }
    assertThat(
            ChangedIntegrations.of(List.of(new Without("x")), new UsageDays().day(0, calls).list())
                .violations()
                .getFirst()
                .remedy())
        .contains("The i00, The i01")
        .contains("The i19 or 10 more.")
        .doesNotContain("The i20");
  }

  @Test
  void oneIntegrationIsChangedOnce() {
    assertThat(of(new Without("erp"), new ByBulk("The erp")).violations())
        .extracting(Violation::path, Violation::problem)
        .containsExactly(tuple("bulk", "is changed by without already"));
  }
}
