package dev.headroom.local.web;

import static dev.headroom.local.web.Fixtures.CALLS;
import static dev.headroom.local.web.Fixtures.SLOT;

import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.Reading;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An org whose only alert is advice, newer than all others and no worse than attention. */
final class AdvisedOrg {
  static final OrgId ORG = new OrgId("umbrella-erp");
  static final String FINDING = "a1aa0b5b5c66d77e";
  static final AlertKey KEY = AdviceJudge.key(ORG, FINDING);
  static final Instant OPENED = SLOT.minus(Duration.ofMinutes(5));

  private AdvisedOrg() {}

  static void fill(FakeFleet fleet, AlertStates states, InMemoryNotifyStore store) {
    fleet.add(Fixtures.org(ORG.value(), Map.of("env", "prod")));
    Episode open =
        new Episode(
            OPENED,
            Severity.ATTENTION,
            Severity.ATTENTION,
            Reason.FINDING,
            OPENED,
            null,
            Episode.Held.by(Reason.FINDING, Severity.ATTENTION, OPENED));
    Transition told =
        new Transition.Opened(
            KEY,
            open,
            new Evidence.Finding(
                OPENED,
                "ERP Sync could save 4,100 of 4,800 calls a day (change-polling of Account)",
                Map.of("id", FINDING, "name", "ERP Sync", "pattern", "change-polling")));
    states.commit(
        new OrgState(
            ORG,
            1,
            SLOT,
            SLOT.plusSeconds(2),
            new TreeMap<>(Map.of(CALLS, new Known(Reading.ofUsed(12_000, 100_000), true))),
            Map.of(KEY, open),
            null),
        List.of(told));
    if (store.latest(KEY).isEmpty()) {
      store.append(told, FakeClocks.REAL_NOW);
    }
  }

  static void remove(FakeFleet fleet) {
    fleet.remove(ORG);
  }
}
