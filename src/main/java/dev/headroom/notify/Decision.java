package dev.headroom.notify;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is notified of a transition, decided once and stored with it, so that later changes of routes
 * do not affect an episode's past.
 *
 * @param targets who is notified of this transition
 * @param last for every target ever notified under this AlertKey, the newest entry sent to it,
 *     including this one: what the next delivery to it has to wait for
 * @param tenant the org's tenant; null if it was never known
 * @param tags the org's tags at the time
 * @param knowing who has been notified of the episode, after this transition: who will be notified
 *     of its end
 * @param why for each target that is notified, and for each that a mute keeps from it, the reason
 */
public record Decision(
    List<TargetId> targets,
    SortedMap<TargetId, OutboxId> last,
    @Nullable String tenant,
    SortedMap<String, String> tags,
    Set<TargetId> knowing,
    SortedMap<TargetId, String> why) {

  private static final String ROUTED = "a route leads to it";
  private static final String TOLD_BEFORE = "it was notified of this alert before";
  private static final String NO_LONGER_MUTED = "the mute that kept it from this alert is over";

  /** Begins the reason of a target that a mute keeps from being notified. */
  private static final String MUTED = "muted: ";

  public Decision {
    targets = List.copyOf(targets);
    last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    knowing = Collections.unmodifiableSet(new LinkedHashSet<>(knowing));
    why = Collections.unmodifiableSortedMap(new TreeMap<>(why));
  }

  /** Creates a decision without reasons: who is notified has been from the beginning. */
  public Decision(
      List<TargetId> targets,
      SortedMap<TargetId, OutboxId> last,
      @Nullable String tenant,
      SortedMap<String, String> tags) {
    this(targets, last, tenant, tags, new LinkedHashSet<>(targets), new TreeMap<>());
  }

  /** Returns the targets that a mute keeps from being notified, in order. */
  public List<TargetId> muted() {
    return why.keySet().stream().filter(target -> !targets.contains(target)).toList();
  }

  /**
   * Decides. A target that was notified of the episode receives everything that follows in it,
   * whatever the routes say by then; an opening and an escalation add the targets that the routes
   * name at their severity. A tenant's target receives only what belongs to its tenant, whatever it
   * received before.
   *
   * @param before what was decided for the previous entry; null if there was none
   * @param routes as they are now
   * @param targets all known ones, by id
   * @param org as it is now; empty if it has left the fleet
   */
  public static Decision of(
      OutboxId id,
      Transition transition,
      @Nullable Decision before,
      List<Route> routes,
      Map<TargetId, Target> targets,
      Optional<Org> org) {
    return of(id, transition, before, routes, targets, org, Muting.NONE);
  }

  /**
   * Decides in the same way while something may be muted. What is muted goes to nobody; those who
   * would have been notified are noted, and are notified by the next transition after the mute. A
   * resolve is never muted: it goes to whoever was notified of the episode.
   *
   * @param muting finds the mute that applies now
   */
  public static Decision of(
      OutboxId id,
      Transition transition,
      @Nullable Decision before,
      List<Route> routes,
      Map<TargetId, Target> targets,
      Optional<Org> org,
      Muting muting) {
    String tenant = org.map(Org::tenant).orElseGet(() -> tenant(transition, before, targets));
    Map<String, String> tags = org.map(Org::tags).orElse(before == null ? Map.of() : before.tags());
    SortedMap<TargetId, String> why = new TreeMap<>();
    Set<TargetId> told = new LinkedHashSet<>();
    boolean opens = transition instanceof Transition.Opened;
    if (!opens && before != null) {
      before.knowing().forEach(target -> add(told, why, target, TOLD_BEFORE));
      if (!(transition instanceof Transition.Resolved)) {
        before.muted().forEach(target -> add(told, why, target, NO_LONGER_MUTED));
      }
    }
    if (opens || transition instanceof Transition.Escalated) {
      Set<TargetId> routed = new LinkedHashSet<>();
      addRouted(routed, routes, tenant, tags, transition);
      routed.forEach(target -> add(told, why, target, ROUTED));
    }
    told.removeIf(target -> !mayHear(targets.get(target), transition, tenant));
    why.keySet().retainAll(told);
    Set<TargetId> knowing =
        opens || before == null ? new LinkedHashSet<>() : new LinkedHashSet<>(before.knowing());
    Optional<Mute> mute =
        transition instanceof Transition.Resolved
            ? Optional.empty()
            : muting.of(transition, tenant, tags);
    if (mute.isPresent()) {
      why.replaceAll((target, reason) -> MUTED + mute.get().inWords());
      told.clear();
    }
    knowing.addAll(told);
    SortedMap<TargetId, OutboxId> last =
        before == null ? new TreeMap<>() : new TreeMap<>(before.last());
    told.forEach(target -> last.put(target, id));
    return new Decision(new ArrayList<>(told), last, tenant, new TreeMap<>(tags), knowing, why);
  }

  private static void add(
      Set<TargetId> told, SortedMap<TargetId, String> why, TargetId target, String reason) {
    if (told.add(target)) {
      why.put(target, reason);
    }
  }

  /** The tenant of what belongs to no org of the fleet; null if it has none. */
  private static @Nullable String tenant(
      Transition transition, @Nullable Decision before, Map<TargetId, Target> targets) {
    return switch (transition.key().subject()) {
      case Subject.Group group when group.by() == Subject.Group.By.TENANT -> group.name();
      case Subject.Target refused -> {
        Target target = targets.get(new TargetId(refused.id()));
        yield target == null ? null : target.tenant();
      }
      default -> before == null ? null : before.tenant();
    };
  }

  /** Returns whether {@code target} may be notified of the transition that this was decided for. */
  public boolean mayBeToldTo(Target target, Transition transition) {
    return mayHear(target, transition, tenant);
  }

  private static boolean mayHear(
      @Nullable Target target, Transition transition, @Nullable String tenant) {
    if (target == null) {
      return true;
    }
    return transition.evidence() instanceof Evidence.Group group
        ? group.members().stream().allMatch(member -> target.mayHearOf(member.tenant()))
        : target.mayHearOf(tenant);
  }

  /**
   * Returns the decision that nobody is notified, because a group reports it; except targets that
   * were notified of the episode separately while no group could be formed: they receive everything
   * that follows in it.
   *
   * @param targets all known ones, by id
   */
  public static Decision grouped(
      OutboxId id,
      Transition transition,
      @Nullable Decision before,
      Map<TargetId, Target> targets,
      Optional<Org> org) {
    String tenant = org.map(Org::tenant).orElse(before == null ? null : before.tenant());
    Set<TargetId> told = new LinkedHashSet<>();
    if (!(transition instanceof Transition.Opened)) {
      addTold(told, before);
    }
    told.removeIf(target -> !mayHear(targets.get(target), transition, tenant));
    SortedMap<TargetId, OutboxId> last =
        before == null ? new TreeMap<>() : new TreeMap<>(before.last());
    told.forEach(target -> last.put(target, id));
    return new Decision(
        new ArrayList<>(told),
        last,
        tenant,
        new TreeMap<>(org.map(Org::tags).orElse(before == null ? Map.of() : before.tags())),
        told,
        new TreeMap<>());
  }

  private static void addTold(Set<TargetId> told, @Nullable Decision before) {
    if (before != null) {
      told.addAll(before.knowing());
    }
  }

  private static void addRouted(
      Set<TargetId> told,
      List<Route> routes,
      @Nullable String tenant,
      Map<String, String> tags,
      Transition transition) {
    Severity severity = transition.episode().severity();
    if (transition.evidence() instanceof Evidence.Group group) {
      told.addAll(ofAll(group, routes, severity));
      return;
    }
    told.addAll(Route.targets(routes, tenant, tags, about(transition), severity));
    if (transition.key().subject() instanceof Subject.Target target) {
      // It would not get there.
      told.removeIf(id -> id.value().equals(target.id()));
      if (told.isEmpty()) {
        told.addAll(beside(new TargetId(target.id()), routes));
      }
    }
  }

  /**
   * The targets that a route names together with {@code target}: they serve the same people, who
   * should know even if no route covers what belongs to no org.
   */
  private static List<TargetId> beside(TargetId target, List<Route> routes) {
    return routes.stream()
        .map(Route::to)
        .filter(to -> to.contains(target))
        .flatMap(List::stream)
        .filter(id -> !id.equals(target))
        .distinct()
        .toList();
  }

  /**
   * The targets that every member is routed to, so that nobody learns of an org that is not theirs.
   */
  private static List<TargetId> ofAll(Evidence.Group group, List<Route> routes, Severity severity) {
    List<List<TargetId>> each =
        group.members().stream()
            .map(m -> Route.targets(routes, m.tenant(), m.tags(), List.of(), severity))
            .toList();
    return each.getFirst().stream()
        .filter(id -> each.stream().allMatch(targets -> targets.contains(id)))
        .toList();
  }

  private static Collection<LimitName> about(Transition transition) {
    return transition.evidence() instanceof Evidence.Vanished vanished
        ? vanished.limits()
        : transition.key().limit().stream().toList();
  }

  /**
   * Returns the resulting deliveries, each behind the previous one to the same target.
   *
   * @param before what was decided for the previous entry; null if there was none
   * @param now real time
   */
  public List<Delivery> deliveries(OutboxId id, @Nullable Decision before, Instant now) {
    return targets.stream()
        .map(
            target ->
                Delivery.first(id, target, before == null ? null : before.last().get(target), now))
        .toList();
  }
}
