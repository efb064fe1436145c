package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageDays;
import dev.headroom.usage.Waste;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeenTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-02");

  private final UsageDays days = new UsageDays(FIRST);

  private Seen seen(List<StoredDay> looked, KnownFindings findings) {
    List<Waste> waste = Waste.of(looked);
    assertThat(waste).hasSize(1);
    return Seen.of(waste.getFirst(), findings);
  }

  private void found(int times) {
    for (int i = 0; i < times; i++) {
      days.day(0, "erp 900").found("erp", Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 900, 9);
    }
  }

  private void clean(int times) {
    for (int i = 0; i < times; i++) {
      days.day(0, "erp 20");
    }
  }

  private KnownFindings all() {
    return KnownFindings.NONE.after(days.list());
  }

  @Test
  void theFirstDayIsRememberedAlsoWhereItIsNotLookedAt() {
    found(10);
    List<StoredDay> newest = days.list().subList(7, 10);

    assertThat(seen(newest, all())).isEqualTo(new Seen(FIRST, FIRST.plusDays(9), Optional.empty()));
    assertThat(seen(newest, KnownFindings.NONE).first()).isEqualTo(FIRST.plusDays(7));
  }

  @Test
  void aFindingIsGoneAfterSevenKnownDaysWithoutIt() {
    found(2);
    clean(6);
    assertThat(seen(days.list(), all()).gone()).isEmpty();

    clean(1);
    assertThat(seen(days.list(), all()))
        .isEqualTo(new Seen(FIRST, FIRST.plusDays(1), Optional.of(FIRST.plusDays(8))));
  }

  @Test
  void whatIsFoundAgainIsNoLongerGone() {
    found(2);
    clean(7);
    KnownFindings before = all();
    found(1);

    Seen again = seen(days.list(), before);
    assertThat(again.gone()).isEmpty();
    assertThat(again.last()).isEqualTo(FIRST.plusDays(9));
    assertThat(seen(days.list(), all()).first()).isEqualTo(FIRST.plusDays(9));
  }

  @Test
  void earlierDaysAreNotExplainedByWhatWasRememberedLater() {
    found(2);
    List<StoredDay> early = days.list();
    clean(7);
    found(1);

    assertThat(seen(early, all())).isEqualTo(new Seen(FIRST, FIRST.plusDays(1), Optional.empty()));
  }
}
