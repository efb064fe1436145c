package dev.headroom.cycle.tell;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.Fault;
import dev.headroom.cycle.poll.Look;
import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Muting;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.Route;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Determines what silent orgs have in common, by which they are grouped. */
final class Likeness {
  private static final System.Logger LOG = System.getLogger(Likeness.class.getName());

  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final Instances instances;

  Likeness(FleetStore fleet, OrgDirectory directory, Instances instances) {
    this.fleet = fleet;
    this.directory = directory;
    this.instances = instances;
  }

  /**
   * What the orgs of a group must have in common, including the targets that they are sent to.
   *
   * @param mute id of the mute that applies to each; null if none does
   */
  record Common(
      Subject.Group.By by, String name, List<List<TargetId>> targets, @Nullable String mute) {}

  /**
   * Returns a look at orgs in which each is asked about once.
   *
   * @param muting finds the mutes that apply now: what is muted joins nothing that is sent
   */
  Look look(Muting muting) {
    return new Look(muting);
  }

  /** What has been found out about orgs so far. */
  final class Look {
    private final Map<OrgId, List<Common>> commons = new HashMap<>();
    private final Muting muting;

    private Look(Muting muting) {
      this.muting = muting;
    }

    /** Returns the org of {@code entry} as a member of a group. */
    Evidence.Member member(OutboxEntry entry) {
      Transition t = entry.transition();
      Optional<Org> org = directory.find(t.key().org());
      return new Evidence.Member(
          t.key(),
          t.episode(),
          t.previousSeverity(),
          (Evidence.Silence) t.evidence(),
          org.map(Org::tenant).orElse(null),
          org.map(Org::tags).orElse(Map.of()));
    }

    /** Returns what an org could have in common with others, the instance before the tenant. */
    List<Common> commons(OutboxEntry entry) {
      return commons.computeIfAbsent(
          entry.transition().key().org(), id -> find(id, entry.transition()));
    }

    /** Returns what {@code member} has in common with the rest of its group. */
    Common common(Subject.Group group, Evidence.Member member) {
      return new Common(
          group.by(),
          group.name(),
          targets(member.tenant(), member.tags()),
          mute(
              new Transition.Opened(member.key(), member.episode(), member.silence()),
              member.tenant(),
              member.tags()));
    }

    private @Nullable String mute(
        Transition transition, @Nullable String tenant, Map<String, String> tags) {
      return muting.of(transition, tenant, tags).map(Mute::id).orElse(null);
    }

    private List<Common> find(OrgId id, Transition transition) {
      Optional<Org> org = directory.find(id);
      if (org.isEmpty()) {
        return List.of();
      }
      List<List<TargetId>> targets = targets(org.get().tenant(), org.get().tags());
      String mute = mute(transition, org.get().tenant(), org.get().tags());
      List<Common> found = new ArrayList<>();
      instance(id)
          .ifPresent(name -> found.add(new Common(Subject.Group.By.INSTANCE, name, targets, mute)));
      found.add(new Common(Subject.Group.By.TENANT, org.get().tenant(), targets, mute));
      return found;
    }

    /** If it cannot be read, the org still has its tenant in common with others. */
    private Optional<String> instance(OrgId id) {
      try {
        return instances.of(id);
      } catch (RuntimeException | Error e) {
        LOG.log(
            Level.WARNING,
            "the instance of " + id + " is not known: " + Fault.of(e),
            Fault.trace(e));
        return Optional.empty();
      }
    }

    /** Returns the targets for an org at each severity that a silent one can have. */
    List<List<TargetId>> targets(@Nullable String tenant, Map<String, String> tags) {
      List<Route> routes = fleet.settings().routes();
      return List.of(Severity.ATTENTION, Severity.ESCALATION).stream()
          .map(severity -> Route.targets(routes, tenant, tags, List.of(), severity))
          .toList();
    }
  }
}
