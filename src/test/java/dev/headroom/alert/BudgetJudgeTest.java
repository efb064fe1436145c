package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetJudgeTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final AlertKey KEY = BudgetJudge.key(new OrgId("acme-prod"), "erp");

  private static Evidence.Budget calls(long calls) {
    return new Evidence.Budget(SLOT, "ERP Sync", DAY, 20_000, calls, false);
  }

  private static Evidence.Budget likely(long calls) {
    return new Evidence.Budget(SLOT, "ERP Sync", DAY, 20_000, calls, true);
  }

  private static Map<AlertKey, Episode> open(Severity severity) {
    Instant before = SLOT.minusSeconds(3600);
    return Map.of(KEY, new Episode(before, severity, Reason.BUDGET, before, null));
  }

  private static Optional<Severity> opened(Evidence.Budget evidence) {
    return BudgetJudge.judge(KEY, Map.of(), evidence, true).map(t -> t.episode().severity());
  }

  private static Optional<String> changed(
      Severity before, Evidence.Budget evidence, boolean decided) {
    return BudgetJudge.judge(KEY, open(before), evidence, decided).map(Transition::word);
  }

  @Test
  void itIsAttentionFromEightyPerCentAndEscalationFromAllOfIt() {
    assertThat(opened(calls(15_999))).isEmpty();
    assertThat(opened(calls(16_000))).hasValue(Severity.ATTENTION);
    assertThat(opened(calls(19_999))).hasValue(Severity.ATTENTION);
    assertThat(opened(calls(20_000))).hasValue(Severity.ESCALATION);
  }

  @Test
  void whatIsOnlyExpectedIsAttentionAtMostAndSaysSo() {
    assertThat(opened(likely(90_000))).hasValue(Severity.ATTENTION);
    assertThat(BudgetJudge.judge(KEY, Map.of(), likely(90_000), false))
        .hasValueSatisfying(t -> assertThat(t.episode().reason()).isEqualTo(Reason.PROJECTION));
    assertThat(BudgetJudge.judge(KEY, Map.of(), calls(90_000), false))
        .hasValueSatisfying(t -> assertThat(t.episode().reason()).isEqualTo(Reason.BUDGET));
  }

  @Test
  void anAlertIsOverOnADayThatStaysFarEnoughBelow() {
    assertThat(changed(Severity.ATTENTION, calls(14_999), true)).hasValue("resolved");
    assertThat(changed(Severity.ATTENTION, calls(15_000), true)).isEmpty();
    assertThat(changed(Severity.ESCALATION, calls(15_000), true)).hasValue("de-escalated");
    assertThat(changed(Severity.ESCALATION, calls(16_000), true)).hasValue("de-escalated");
  }

  @Test
  void aDayThatGoesOnEasesNothing() {
    assertThat(changed(Severity.ESCALATION, calls(100), false)).isEmpty();
    assertThat(changed(Severity.ESCALATION, likely(17_000), false)).isEmpty();
    assertThat(changed(Severity.ATTENTION, calls(20_000), false)).hasValue("escalated");
  }

  @Test
  void withoutABudgetItIsOver() {
    Evidence.Budget none = new Evidence.Budget(SLOT, "", null, 0, 0, false);

    assertThat(BudgetJudge.judge(KEY, Map.of(), none, true)).isEmpty();
    assertThat(BudgetJudge.judge(KEY, open(Severity.ATTENTION), none, true))
        .hasValueSatisfying(t -> assertThat(t.episode().reason()).isEqualTo(Reason.REMOVED));
  }
}
