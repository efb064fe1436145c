package dev.headroom.cycle.ask;

import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.TenantClaims;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Trouble;
import dev.headroom.org.TenantId;
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
          act(action, new Extent.Whole(store), wanted, warnings, text, actor, allowSecretMoves);
    };
  }

  /**
   * Performs {@code action} with the manifest of one tenant: what is not the tenant's own stays as
   * it is, and a manifest that names anything else is invalid.
   *
   * @param actor who asks, for the audit
   * @param allowSecretMoves as for a whole manifest
   */
  public ManageReport run(
      Action action, TenantId tenant, String text, String actor, boolean allowSecretMoves) {
    return switch (reader.read(text)) {
      case Manifest.Invalid(var violations) ->
          ManageReport.wrong(
              action == Action.VALIDATE
                  ? violations
                  : TenantClaims.explained(violations, store.load(), tenant));
      case Manifest.Valid(Fleet wanted, var warnings) -> {
        List<Violation> claims = TenantClaims.alone(wanted, tenant);
        yield claims.isEmpty()
            ? act(
                action,
                new Extent.OfTenant(store, tenant),
                wanted,
                warnings,
                text,
                actor,
                allowSecretMoves)
            : ManageReport.wrong(claims);
      }
    };
  }

  private ManageReport act(
      Action action,
      Extent extent,
      Fleet wanted,
      List<Violation> warnings,
      String text,
      String actor,
      boolean allowMoves) {
    if (action == Action.VALIDATE) {
      return ManageReport.of(warnings, List.of(), List.of(), List.of());
    }
    Fleet stored = store.load();
    List<Violation> refused = extent.refused(stored, wanted);
    if (!refused.isEmpty()) {
      return ManageReport.wrong(refused);
    }
    List<Change> changes = extent.changes(stored, wanted);
    List<SecretMove> moved = moves.between(stored, wanted);
    List<SecretMove> shown = moved.stream().map(extent::shown).toList();
    if (action == Action.PLAN) {
      return ManageReport.of(warnings, changes, shown, held(extent));
    }
    if (!shown.isEmpty() && !allowMoves) {
      return ManageReport.wrong(shown.stream().map(SecretMove::violation).toList());
    }
    AuditEntry entry =
        new AuditEntry(
            extent.actor(actor),
            clock.instant(),
            AuditEntry.digest(text),
            changes,
            moved,
            targets.parked().stream().map(Trouble::target).filter(extent.targets()).toList());
    if (changes.isEmpty() && !entry.resumed().isEmpty()) {
      store.audit(entry);
    }
    targets.beforeApply(changes);
    // Also without a change: this completes a run that was cut off at its very end.
    extent.apply(wanted, entry);
    List<TargetView> held = held(extent);
    targets.afterApply(extent.targets());
    return ManageReport.of(warnings, changes, shown, held);
  }

  private List<TargetView> held(Extent extent) {
    return targets.all().stream()
        .filter(view -> view.isHeld() && extent.targets().test(view.target()))
        .toList();
  }
}
