package dev.headroom.cycle.tell;

import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.ResumeReport;
import dev.headroom.report.TargetView;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Shows which targets are parked or disabled, and lets them be retried when a person asks for it.
 * It only marks what is to be done: the sweep sends.
 */
public final class TargetsCycle {
  /** The member that names the target to resume. */
  public static final String TARGET = "target";

  private static final int TRIES = 5;

  private final FleetStore fleet;
  private final TargetHealth health;
  private final SweepTrigger sweep;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param sweep requested after each mark
   * @param clock real time
   */
  public TargetsCycle(
      FleetStore fleet, TargetHealth health, SweepTrigger sweep, InstantSource clock) {
    this.fleet = fleet;
    this.health = health;
    this.sweep = sweep;
    this.clock = clock;
  }

  /** Returns every target of the manifest, by id. */
  public List<TargetView> all() {
    return TargetView.all(fleet.settings().current().values(), health.all());
  }

  /**
   * Lets a parked or disabled target be retried at once. For any other target, nothing changes.
   *
   * @param scope what the caller may see
   * @param id as written
   * @param actor who asks, for the audit
   */
  public ResumeReport resume(TenantScope scope, String id, String actor) {
    SortedMap<TargetId, Target> seen = fleet.settings().current();
    seen.values().removeIf(target -> !scope.seesWhatBelongsTo(target.tenant()));
    Optional<Target> target =
        OrgId.FORM.matcher(id).matches()
            ? Optional.ofNullable(seen.get(new TargetId(id)))
            : Optional.empty();
    return target
        .map(known -> resume(known, actor))
        .orElseGet(() -> new ResumeReport(List.of(unknown(id, seen.keySet())), null));
  }

  private ResumeReport resume(Target target, String actor) {
    if (TargetView.of(target, health.find(target.id()).orElse(null)).isHeld()) {
      fleet.audit(AuditEntry.resumed(actor, clock.instant(), target.id()));
    }
    for (int tries = 0; tries < TRIES; tries++) {
      Trouble known = health.find(target.id()).orElse(null);
      TargetView before = TargetView.of(target, known);
      if (known == null
          || !before.isHeld()
          || health.replaceIfUnchanged(known, known.resumed(clock.instant())).isPresent()) {
        sweep.ask();
        return new ResumeReport(List.of(), before);
      }
    }
    // Others keep changing it: it is being tried.
    return new ResumeReport(
        List.of(), TargetView.of(target, health.find(target.id()).orElse(null)));
  }

  private static Violation unknown(String id, Set<TargetId> known) {
    return new Violation(
        TARGET,
        id,
        "is not a target of the manifest",
        known.isEmpty()
            ? "The manifest has none."
            : "Write one of "
                + known.stream().map(TargetId::value).collect(Collectors.joining(", "))
                + ".");
  }

  /**
   * Runs before a manifest is applied: a target that it adds starts over, whatever became of an
   * earlier one with the same name. Runs first, so that an interrupted apply leaves no target off.
   */
  public void beforeApply(List<Change> changes) {
    for (Change change : changes) {
      if (change.kind().equals(TARGET) && change.action() == Change.Action.ADD) {
        health
            .find(new TargetId(change.id()))
            .ifPresent(known -> health.replaceIfUnchanged(known, known.over()));
      }
    }
  }

  /**
   * Runs after a manifest was applied, changed or not: parked targets are retried at once.
   *
   * @param which those that the manifest may be about
   */
  public void afterApply(Predicate<TargetId> which) {
    for (Trouble trouble : parked()) {
      if (which.test(trouble.target())) {
        health.replaceIfUnchanged(trouble, trouble.resumed(clock.instant()));
      }
    }
    sweep.ask();
  }

  /** Returns the targets that are parked under their present settings. */
  public List<Trouble> parked() {
    Map<TargetId, Target> targets = fleet.settings().targets();
    return health.all().stream()
        .filter(
            trouble -> {
              Target target = targets.get(trouble.target());
              return target != null
                  && trouble.isOf(target)
                  && trouble.kind() == Trouble.Kind.PARKED;
            })
        .toList();
  }
}
