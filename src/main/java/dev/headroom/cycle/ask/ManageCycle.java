package dev.headroom.cycle.ask;

import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Trouble;
import dev.headroom.report.ManageReport;
import dev.headroom.report.TargetView;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks, compares and stores a manifest, which is the complete desired state. */
public final class ManageCycle {
  /** What to do with a manifest; each action includes the one before it. */
  public enum Action {
    /** Look for violations; needs no store. */
    VALIDATE,
    /** Report what would change. */
    PLAN,
    /** Store it. */
    APPLY;

    /** Returns the word used in the event and on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the action that {@code word} names, exactly as written; empty if it names none. */
    public static Optional<Action> of(String word) {
      for (Action action : values()) {
        if (action.word().equals(word)) {
          return Optional.of(action);
        }
      }
      return Optional.empty();
    }
  }

  private final ManifestReader reader;
  private final FleetStore store;
  private final TargetsCycle targets;
  private final InstantSource clock;
  private final StoredMoves moves;

  /**
   * Uses a store.
   *
   * @param targets is informed of applies
   * @param clock the real clock, for the date in the audit
   * @param envPrefix precedes the names of {@code env:} references, {@code
   *     headroom.secrets.env-prefix}: with and without it they are the same secret
   */
  public ManageCycle(
      ManifestReader reader,
      FleetStore store,
      TargetsCycle targets,
      InstantSource clock,
      String envPrefix) {
    this.reader = reader;
    this.store = store;
    this.targets = targets;
    this.clock = clock;
    this.moves = new StoredMoves(store, envPrefix);
  }

  /**
   * Performs {@code action} with the manifest {@code text}.
   *
   * @param actor who asks, for the audit
   */
  public ManageReport run(Action action, String text, String actor) {
    return run(action, text, actor, false);
  }

  /**
   * Performs {@code action} with the manifest {@code text}.
   *
   * @param actor who asks, for the audit
   * @param allowSecretMoves whether an apply may send a secret of the fleet to another host; if it
   *     may not and would, that is a violation
   */
  public ManageReport run(Action action, String text, String actor, boolean allowSecretMoves) {
    return switch (reader.read(text)) {
      case Manifest.Invalid(var violations) -> ManageReport.wrong(violations);
      case Manifest.Valid(Fleet wanted, var warnings) ->
          act(action, wanted, warnings, text, actor, allowSecretMoves);
    };
  }

  private ManageReport act(
      Action action,
      Fleet wanted,
      List<Violation> warnings,
      String text,
      String actor,
      boolean allowMoves) {
    return switch (action) {
      case VALIDATE -> ManageReport.of(warnings, List.of(), List.of(), List.of());
      case PLAN -> {
        Fleet stored = store.load();
        yield ManageReport.of(
            warnings, FleetDiff.between(stored, wanted), moves.between(stored, wanted), held());
      }
      case APPLY -> {
        Fleet stored = store.load();
        List<Change> changes = FleetDiff.between(stored, wanted);
        List<SecretMove> moved = moves.between(stored, wanted);
        if (!moved.isEmpty() && !allowMoves) {
          yield ManageReport.wrong(moved.stream().map(SecretMove::violation).toList());
        }
        AuditEntry entry =
            new AuditEntry(
                actor,
                clock.instant(),
                AuditEntry.digest(text),
                changes,
                moved,
                targets.parked().stream().map(Trouble::target).toList());
        if (changes.isEmpty() && !entry.resumed().isEmpty()) {
          store.audit(entry);
        }
        targets.beforeApply(changes);
        // Also without a change: this completes a run that was cut off at its very end.
        store.apply(wanted, entry);
        List<TargetView> held = held();
        targets.afterApply();
        yield ManageReport.of(warnings, changes, moved, held);
      }
    };
  }

  private List<TargetView> held() {
    return targets.all().stream().filter(TargetView::isHeld).toList();
  }
}
