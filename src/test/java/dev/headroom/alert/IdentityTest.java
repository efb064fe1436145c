package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.org.OrgId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final Upkeep ANOTHER =
      Upkeep.NONE.answered("00D5g000004aBcD", SLOT).answered("00D5g000004aBcE", SLOT);

  @Test
  void anUnknownOrgChangesNothing() {
    assertThat(ANOTHER.answered(null, SLOT.plusSeconds(300))).isEqualTo(ANOTHER);
    assertThat(Upkeep.NONE.answered(null, SLOT)).isEqualTo(Upkeep.NONE);
  }

  @Test
  void anotherOrgIsReportedOnce() {
    assertThat(ANOTHER.told().anotherSince()).isEqualTo(SLOT);
    assertThat(ANOTHER.told().told()).isEqualTo(ANOTHER.told());
  }

  @Test
  void theFormerOrgThatAnswersAgainIsAnotherOnceMore() {
    assertThat(ANOTHER.told().answered("00D5g000004aBcD", SLOT.plusSeconds(300)).anotherSince())
        .isEqualTo(SLOT.plusSeconds(300));
  }

  /** Else no forecast could begin until the clock gets there. */
  @Test
  void aHistoryThatBeganAheadOfTheClockBeginsWhereTheOrgIsPutBackTo() {
    Instant clock = SLOT.minusSeconds(86_400);
    OrgState ahead = OrgState.neverRead(new OrgId("acme-uat")).remembering(ANOTHER);
    assertThat(ahead.putBack(clock).upkeep().anotherSince()).isEqualTo(clock);
    assertThat(ahead.putBack(SLOT.plusSeconds(300)).upkeep().anotherSince()).isEqualTo(SLOT);
  }
}
