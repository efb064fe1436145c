package dev.headroom.cycle.ask;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.cycle.ask.ManageCycle.Action;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Fleets;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.report.ManageReport;
import dev.headroom.report.TargetView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManageCycleTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Violation WRONG = new Violation("version", null, "is missing", "Write 1.");

  /** The beginning of the SHA-256 of "valid". */
  private static final String DIGEST = "ec654fac";

  private final Store store = new Store();
  private final InMemoryNotifyStore health = new InMemoryNotifyStore();
  private int sweeps;
  private final ManageCycle cycle =
      new ManageCycle(
          text ->
              text.equals("valid")
                  ? new Manifest.Valid(Fleets.whole())
                  : new Manifest.Invalid(List.of(WRONG)),
          store,
          new TargetsCycle(store, health, () -> sweeps++, () -> NOW),
          () -> NOW,
          "HEADROOM_SECRET_");

  private static final class Store implements FleetStore {
    private Fleet fleet = Fleet.EMPTY;
    private final List<Target> removed = new ArrayList<>();
    private int loads;
    private boolean broken;
    private final List<String> applied = new ArrayList<>();

    @Override
    public Settings settings() {
      return new Settings(
          0,
          List.of(),
          Stream.concat(fleet.targets().stream(), removed.stream())
              .collect(Collectors.toMap(Target::id, t -> t, (one, other) -> one)),
          removed.stream().map(Target::id).collect(Collectors.toSet()),
          fleet.routes());
    }

    @Override
    public Fleet load() {
      loads++;
      return fleet;
    }

    @Override
    public void audit(AuditEntry entry) {
      applied.add("resumed " + entry.resumed() + " by " + entry.actor());
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      if (broken) {
        throw new IllegalStateException("cut off");
      }
      fleet = wanted;
      applied.add(
          entry.changes().size()
              + " by "
              + entry.actor()
              + " at "
              + entry.at()
              + " "
              + entry.secretMoves().size()
              + " of "
              + requireNonNull(entry.manifestDigest()).substring(0, 8));
    }
  }

  @Test
  void anInvalidManifestIsNeitherComparedNorStored() {
    for (Action action : Action.values()) {
      assertThat(cycle.run(action, "broken", "someone"))
          .isEqualTo(new ManageReport(List.of(WRONG), List.of(), List.of(), List.of(), List.of()));
    }
    assertThat(store.loads).isZero();
    assertThat(store.applied).isEmpty();
  }

  @Test
  void validateLeavesTheStoreAlone() {
    assertThat(cycle.run(Action.VALIDATE, "valid", "someone"))
        .isEqualTo(new ManageReport(List.of(), List.of(), List.of(), List.of(), List.of()));
    assertThat(store.loads).isZero();
  }

  @Test
  void planTellsWhatWouldChangeAndChangesNothing() {
    assertThat(cycle.run(Action.PLAN, "valid", "someone").changes())
        .isEqualTo(FleetDiff.between(Fleet.EMPTY, Fleets.whole()));
    assertThat(store.applied).isEmpty();
  }

  @Test
  void applyStoresWhatItTellsAndASecondChangesNothing() {
    assertThat(cycle.run(Action.APPLY, "valid", "someone").changes()).hasSize(10);
    assertThat(store.fleet).isEqualTo(Fleets.whole());
    assertThat(cycle.run(Action.APPLY, "valid", "someone").changes()).isEmpty();
    assertThat(cycle.run(Action.PLAN, "valid", "someone").changes()).isEmpty();
    assertThat(store.applied)
        .containsExactly(
            "10 by someone at " + NOW + " 0 of " + DIGEST,
            "0 by someone at " + NOW + " 0 of " + DIGEST);
  }

  @Test
  void everyApplyHasParkedTargetsTriedAndPlanOnlyTellsOfThem() {
    cycle.run(Action.APPLY, "valid", "someone");
    Target target = Fleets.whole().targets().getFirst();
    health.replaceIfUnchanged(null, Trouble.parked(target, "401", NOW.minusSeconds(60)));
    sweeps = 0;
    assertThat(cycle.run(Action.PLAN, "valid", "someone").held())
        .extracting(TargetView::target)
        .containsExactly(target.id());
    assertThat(health.find(target.id()).orElseThrow().isTrialDue(NOW)).isFalse();
    assertThat(cycle.run(Action.APPLY, "valid", "someone").held()).hasSize(1);
    assertThat(health.find(target.id()).orElseThrow().isTrialDue(NOW)).isTrue();
    assertThat(sweeps).isEqualTo(1);
    assertThat(store.applied)
        .as("an apply that changes no more than that is in the audit")
        .contains("resumed [" + target.id() + "] by someone");
  }

  @Test
  void noApplyHasADisabledTargetTried() {
    cycle.run(Action.APPLY, "valid", "someone");
    Target target = Fleets.whole().targets().getFirst();
    health.replaceIfUnchanged(null, Trouble.disabled(target, "410", NOW));
    cycle.run(Action.APPLY, "valid", "someone");
    assertThat(health.find(target.id()).orElseThrow().nextTrial()).isNull();
  }

  @Test
  void aTargetThatIsAddedAgainBeginsAnewAlsoWhenTheApplyIsCutOff() {
    Target target = Fleets.whole().targets().getFirst();
    health.replaceIfUnchanged(null, Trouble.disabled(target, "410", NOW));
    store.broken = true;
    assertThatThrownBy(() -> cycle.run(Action.APPLY, "valid", "someone")).hasMessage("cut off");
    assertThat(health.find(target.id()).orElseThrow().isOf(target)).isFalse();
  }

  @Test
  void actionsAreNamedExactly() {
    assertThat(requireNonNull(Action.of("plan").orElse(null))).isEqualTo(Action.PLAN);
    assertThat(Action.of("Plan")).isEmpty();
    assertThat(Action.of("")).isEmpty();
  }

  @Test
  void aTargetThatWasRemovedTakesItsSecretNowhereElseWhenItComesBack() {
    store.removed.add(
        new Target(
            new TargetId("hooks"),
            "webhook",
            java.util.Map.of("url", "https://old.acme.com/x", "secret", "env:HOOK")));

    assertThat(cycle.run(Action.APPLY, "valid", "someone").violations())
        .singleElement()
        .hasToString(
            "targets[1].secret: would be sent to alerts.acme.com; so far it goes to old.acme.com"
                + " (found: env:HOOK). If that is meant, apply with --allow-secret-moves, or in an"
                + " event with \"allowSecretMoves\": true.");
    assertThat(store.applied).isEmpty();
  }

  @Test
  void aSecretIsSentToAnotherHostOnlyWhereThatIsAllowed() {
    store.fleet =
        new Fleet(
            Fleets.whole().tenants(),
            Fleets.whole().orgs(),
            List.of(),
            List.of(
                new Target(
                    Fleets.whole().targets().getLast().id(),
                    "webhook",
                    java.util.Map.of("url", "https://old.acme.com/x", "secret", "env:HOOK"))),
            List.of());
    Fleet before = store.fleet;

    ManageReport planned = cycle.run(Action.PLAN, "valid", "someone");
    ManageReport refused = cycle.run(Action.APPLY, "valid", "someone");

    assertThat(planned.violations()).isEmpty();
    assertThat(planned.secretMoves())
        .singleElement()
        .hasToString(
            "secret env:HOOK moves from old.acme.com to alerts.acme.com (targets[1].secret)");
    assertThat(refused.violations())
        .containsExactly(
            new Violation(
                "targets[1].secret",
                "env:HOOK",
                "would be sent to alerts.acme.com; so far it goes to old.acme.com",
                "If that is meant, apply with --allow-secret-moves, or in an event with"
                    + " \"allowSecretMoves\": true."));
    assertThat(refused.changes()).isEmpty();
    assertThat(store.fleet).isEqualTo(before);
    assertThat(store.applied).isEmpty();

    ManageReport applied = cycle.run(Action.APPLY, "valid", "someone", true);
    assertThat(applied.violations()).isEmpty();
    assertThat(applied.secretMoves()).isEqualTo(planned.secretMoves());
    assertThat(store.fleet).isEqualTo(Fleets.whole());
    assertThat(cycle.run(Action.APPLY, "valid", "someone").violations()).isEmpty();
  }
}
