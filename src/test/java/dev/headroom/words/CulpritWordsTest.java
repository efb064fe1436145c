package dev.headroom.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.alert.Evidence;
import dev.headroom.limits.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CulpritWordsTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T13:40:00Z");

  private static Culprit one(Basis basis, String until, @Nullable Double change, boolean decisive) {
    return new Culprit(
        "erp", "ERP Sync", 18_300, 0.223, change, basis, Instant.parse(until), decisive);
  }

  private static String list(long unexplained, Culprit... culprits) {
    return CulpritWords.list(
        new Evidence.Use(SLOT, 82.0, Reading.ofUsed(82_000, 100_000))
            .naming(List.of(culprits), unexplained));
  }

  @Test
  void whatNobodyIsLikelyToHaveMadeIsSaid() {
    assertThat(list(4_200, one(Basis.LIKELY, "2026-11-25T00:00:00Z", 3.4, false)))
        .startsWith("probably ERP Sync (about 22 % of the calls)")
        .endsWith("; some 4,200 calls are unexplained by the usual callers");
    assertThat(list(64_200))
        .isEqualTo(
            "nobody is named: some 64,200 calls above the usual are in no event log file yet, and"
                + " nobody known was ever that far above the usual");
  }

  @Test
  void measuredCallsAreGivenInNumbersWithTheirAge() {
    assertThat(list(0, one(Basis.MEASURED, "2026-11-25T13:00:00Z", 3.4, false)))
        .isEqualTo(
            "ERP Sync 18,300 calls (22 %, +3 %); measured until 13:00 GMT, 40 minutes before");
    assertThat(list(0, one(Basis.MEASURED, "2026-11-25T10:00:00Z", 450.0, false)))
        .contains("5.5x its usual", "4 hours before");
  }

  @Test
  void likelyCausesAreGivenAsAGuessWithoutACountOfCalls() {
    assertThat(list(0, one(Basis.LIKELY, "2026-11-25T00:00:00Z", 3.4, false)))
        .isEqualTo(
            "probably ERP Sync (about 22 % of the calls): a guess from usual shares at this hour and"
                + " from what the counter shows; last measured 00:00 GMT");
  }

  @Test
  void aCauseIsNamedOnlyWhereOneMakesTheDifference() {
    assertThat(CulpritWords.cause(List.of())).isEmpty();
    assertThat(CulpritWords.cause(List.of(one(Basis.MEASURED, "2026-11-25T13:00:00Z", 3.4, false))))
        .isEmpty();
    String measured =
        CulpritWords.cause(List.of(one(Basis.MEASURED, "2026-11-25T13:00:00Z", 3.4, true)));
    String likely =
        CulpritWords.cause(List.of(one(Basis.LIKELY, "2026-11-25T13:00:00Z", 3.4, true)));
    assertThat(measured).contains("ERP Sync", "measured").doesNotContain("perhaps");
    assertThat(likely).contains("perhaps", "ERP Sync", "not measured");
  }

  @Test
  void aNewIntegrationHasNoChange() {
    assertThat(list(0, one(Basis.MEASURED, "2026-11-25T13:00:00Z", null, false)))
        .startsWith("ERP Sync 18,300 calls (22 %); measured");
  }
}
