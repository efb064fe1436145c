package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Transitions;
import dev.headroom.org.OrgId;
import dev.headroom.usage.InMemoryUsage;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.StoredDays;
import dev.headroom.usage.UsageStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CulpritsTest {
  private static final OrgId ORG = Transitions.ORG;
  private static final Instant SLOT = Transitions.OPENED_AT;
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

  private final InMemoryUsage usage = new InMemoryUsage();
  private final List<String> remarks = new ArrayList<>();

  private void keep(StoredDays... days) {
    usage.save(ORG, UsageStore.Memory.NONE, IntegrationRegistry.NONE, stored(days), List.of());
  }

  private static List<StoredDay> stored(StoredDays... days) {
    List<StoredDay> stored = new ArrayList<>();
    for (StoredDays day : days) {
      stored.add(day.stored());
    }
    return stored;
  }

  private List<Transition> named(Transition... transitions) {
    return Culprits.of(usage).named(ORG, SLOT, List.of(transitions), remarks);
  }

  private static List<Culprit> culprits(Transition t) {
    return ((Evidence.Use) t.evidence()).culprits();
  }

  @Test
  void aSlotWithoutATransitionReadsNothing() {
    keep(StoredDays.of(TODAY.minusDays(1)).calls("erp", 100));

    assertThat(named()).isEmpty();
    assertThat(named(Transitions.openedOf("DataStorageMB", Severity.ATTENTION, 70_000))).hasSize(1);
    assertThat(named(Transitions.resolved(Severity.ATTENTION, SLOT, 10))).hasSize(1);

    assertThat(usage.reads()).isZero();
  }

  @Test
  void whoIsBehindItStandsInTheEvidence() {
    keep(
        StoredDays.of(TODAY.minusDays(2)).calls("erp", 100).calls("bi", 10),
        StoredDays.of(TODAY.minusDays(1)).calls("erp", 100).calls("bi", 10),
        StoredDays.of(TODAY).byHour().calls("erp", 0, 10, 100).calls("bi", 7, 10, 9_000));

    List<Transition> named =
        named(
            Transitions.opened(Severity.ATTENTION, 30_000),
            Transitions.openedOf("DailyBulkApiBatches", Severity.ATTENTION, 70_000));

    assertThat(culprits(named.getFirst()).getFirst().integration()).isEqualTo("bi");
    assertThat(culprits(named.getFirst()).getFirst().basis()).isEqualTo(Basis.MEASURED);
    assertThat(culprits(named.getLast())).isEmpty();
    assertThat(usage.reads()).isEqualTo(1);
  }

  @Test
  void anUnavailableStoreDoesNotStopAnyMessage() {
    Transition opened = Transitions.opened(Severity.ATTENTION, 70_000);
    assertThat(Culprits.of(InMemoryUsage.damaged()).named(ORG, SLOT, List.of(opened), remarks))
        .containsExactly(opened);
    assertThat(remarks).singleElement().asString().contains("no integration is named", "damaged");
  }
}
