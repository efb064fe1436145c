package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Decision} while it is made: each step adds targets or takes them away, and leaves its
 * reason.
 */
final class Choice {
  private static final String TOLD_BEFORE = "it was notified of this alert before";
  private static final String NO_LONGER_MUTED = "the mute that kept it from this alert is over";
  private static final String NO_ROUTE = "no route matches it";
  private static final String NOBODY_BEFORE = "no target was notified of this alert before";

  /** Begins the reason of a target that a mute keeps from being notified. */
  private static final String MUTED = "muted: ";

  /** Begins the reason of a target that is not notified for another reason. */
  private static final String NOT = "not notified: ";

  private final Transition transition;
  private final @Nullable String tenant;
  private final Map<String, String> tags;
  private final @Nullable Decision before;
  private final Map<TargetId, Target> targets;
  private final Set<TargetId> told = new LinkedHashSet<>();
  private final SortedMap<TargetId, String> why = new TreeMap<>();
  private @Nullable String nobody;

  /**
   * Begins with nobody.
   *
   * @param before what was decided for the previous entry; null if there was none
   * @param targets all known ones, by id
   */
  Choice(
      Transition transition,
      @Nullable String tenant,
      Map<String, String> tags,
      @Nullable Decision before,
      Map<TargetId, Target> targets) {
    this.transition = transition;
    this.tenant = tenant;
    this.tags = tags;
    this.before = before;
    this.targets = targets;
  }

  static boolean isMuted(String reason) {
    return reason.startsWith(MUTED);
  }

  /** Adds who was notified before, and whom the routes name if it opens or escalates. */
  void route(List<Route> routes) {
    addTold();
    if (before != null
        && !(transition instanceof Transition.Opened)
        && !(transition instanceof Transition.Resolved)) {
      before.muted().forEach(target -> add(target, NO_LONGER_MUTED));
    }
    if (transition instanceof Transition.Opened || transition instanceof Transition.Escalated) {
      addRouted(routes);
    } else if (told.isEmpty()) {
      nobody = NOBODY_BEFORE;
    }
  }

  /** Adds only who was notified before: a group reports it to everyone else. */
  void group(@Nullable AlertKey group) {
    addTold();
    nobody =
        "grouped: one message reports it together with other orgs"
            + (group == null ? "" : ", as alert " + group.hash());
  }

  private void addTold() {
    if (before != null && !(transition instanceof Transition.Opened)) {
      before.knowing().forEach(target -> add(target, TOLD_BEFORE));
    }
  }

  private void add(TargetId target, String reason) {
    if (told.add(target)) {
      why.put(target, reason);
    }
  }

  private void refuse(TargetId target, String reason) {
    told.remove(target);
    why.put(target, NOT + reason);
  }

  private void addRouted(List<Route> routes) {
    Severity severity = transition.episode().severity();
    if (transition.evidence() instanceof Evidence.Group group) {
      addCommon(group, routes, severity);
      return;
    }
    if (transition.key().rule().equals(Rule.TEST)
        && transition.key().subject() instanceof Subject.Target tested) {
      add(new TargetId(tested.id()), "an operator tests it");
      return;
    }
    SequencedMap<TargetId, Integer> routed =
        Route.places(routes, tenant, tags, about(transition), severity);
    if (transition.key().subject() instanceof Subject.Target target) {
      TargetId own = new TargetId(target.id());
      boolean led = routed.remove(own) != null;
      if (routed.isEmpty()) {
        beside(own, routes).forEach(id -> add(id, "a route names it beside the target " + own));
      }
      if (led) {
        refuse(own, "the alert is about this target");
      }
    }
    routed.forEach((target, place) -> add(target, "routes[" + place + "] leads to it"));
    if (told.isEmpty() && why.isEmpty()) {
      nobody = unrouted(routes, severity);
    }
  }

  private String unrouted(List<Route> routes, Severity severity) {
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).match().covers(tenant, tags, about(transition), severity)) {
        return "routes[" + i + "] matches it and names no target";
      }
    }
    return NO_ROUTE;
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
   * Adds the targets that every member is routed to, so that nobody learns of an org that is not
   * theirs.
   */
  private void addCommon(Evidence.Group group, List<Route> routes, Severity severity) {
    List<SequencedMap<TargetId, Integer>> each =
        group.members().stream()
            .map(m -> Route.places(routes, m.tenant(), m.tags(), List.of(), severity))
            .toList();
    SequencedMap<TargetId, Integer> all = new LinkedHashMap<>();
    each.forEach(places -> places.forEach(all::putIfAbsent));
    all.forEach(
        (target, place) -> {
          if (each.stream().allMatch(places -> places.containsKey(target))) {
            add(target, "routes[" + place + "] leads to it");
          } else if (!told.contains(target)) {
            refuse(target, "the routes lead to it for some of the orgs only");
          }
        });
    if (all.isEmpty()) {
      nobody = NO_ROUTE;
    }
  }

  private static Collection<LimitName> about(Transition transition) {
    return transition.evidence() instanceof Evidence.Vanished vanished
        ? vanished.limits()
        : transition.key().limit().stream().toList();
  }

  /** Takes away targets of tenants that it does not belong to. */
  void keepApart() {
    for (TargetId target : List.copyOf(told)) {
      String refusal = refusal(targets.get(target), transition, tenant);
      if (refusal != null) {
        refuse(target, refusal);
      }
    }
  }

  /** Takes away everyone if a mute applies; a resolve is never muted. */
  void mute(Muting muting) {
    Optional<Mute> mute =
        transition instanceof Transition.Resolved
            ? Optional.empty()
            : muting.of(transition, tenant, tags);
    if (mute.isPresent()) {
      told.forEach(target -> why.put(target, MUTED + mute.get().inWords()));
      told.clear();
    }
  }

  /** Returns the decision; what each target is told next has to wait for entry {@code id}. */
  Decision decide(OutboxId id) {
    Set<TargetId> knowing =
        transition instanceof Transition.Opened || before == null
            ? new LinkedHashSet<>()
            : new LinkedHashSet<>(before.knowing());
    knowing.addAll(told);
    SortedMap<TargetId, OutboxId> last =
        before == null ? new TreeMap<>() : new TreeMap<>(before.last());
    told.forEach(target -> last.put(target, id));
    return new Decision(
        new ArrayList<>(told),
        last,
        tenant,
        new TreeMap<>(tags),
        knowing,
        why,
        told.isEmpty() ? nobody : null);
  }

  /** The tenant of what belongs to no org of the fleet; null if it has none. */
  static @Nullable String tenant(
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

  /** Why {@code target} must not learn of it; null if it may, or is not known. */
  static @Nullable String refusal(
      @Nullable Target target, Transition transition, @Nullable String tenant) {
    if (target == null || target.tenant() == null) {
      return null;
    }
    boolean may =
        transition.evidence() instanceof Evidence.Group group
            ? group.members().stream().allMatch(member -> target.mayHearOf(member.tenant()))
            : target.mayHearOf(tenant);
    return may ? null : "it belongs to the tenant " + target.tenant() + ", and the alert does not";
  }
}
