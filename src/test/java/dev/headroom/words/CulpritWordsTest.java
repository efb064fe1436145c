package dev.headroom.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
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

  @Test
  void measuredCallsAreGivenInNumbersWithTheirAge() {
    assertThat(
            CulpritWords.list(
                List.of(one(Basis.MEASURED, "2026-11-25T13:00:00Z", 3.4, false)), SLOT))
        .isEqualTo(
            "ERP Sync 18,300 calls (22 %, +3 %); measured until 13:00 GMT, 40 minutes before");
    assertThat(
            CulpritWords.list(
                List.of(one(Basis.MEASURED, "2026-11-25T10:00:00Z", 450.0, false)), SLOT))
        .contains("5.5x its usual", "4 hours before");
  }

  @Test
  void likelyCausesAreGivenAsAGuessWithoutACountOfCalls() {
    assertThat(
            CulpritWords.list(List.of(one(Basis.LIKELY, "2026-11-25T00:00:00Z", 3.4, false)), SLOT))
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
    assertThat(
            CulpritWords.list(
                List.of(one(Basis.MEASURED, "2026-11-25T13:00:00Z", null, false)), SLOT))
        .startsWith("ERP Sync 18,300 calls (22 %); measured");
  }
}
