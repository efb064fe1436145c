package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import dev.headroom.org.Org;
import java.time.Instant;
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
 * @param why for each target that is notified, and for each that would be but for a mute, a tenant
 *     or the alert itself, the reason
 * @param nobody why no target is notified, where that is not the reason of one target: no route
 *     matches, or a group reports it; null if somebody is notified, and in rows of earlier releases
 */
public record Decision(
    List<TargetId> targets,
    SortedMap<TargetId, OutboxId> last,
    @Nullable String tenant,
    SortedMap<String, String> tags,
    Set<TargetId> knowing,
    SortedMap<TargetId, String> why,
    @Nullable String nobody) {

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
    this(targets, last, tenant, tags, new LinkedHashSet<>(targets), new TreeMap<>(), null);
  }

  /** Returns whether {@code reason}, one of {@link #why}, is that a mute applies. */
  public static boolean isMuted(String reason) {
    return Choice.isMuted(reason);
  }

  /** Returns the targets that a mute keeps from being notified, in order. */
  public List<TargetId> muted() {
    return why.entrySet().stream()
        .filter(reason -> Choice.isMuted(reason.getValue()))
        .map(Map.Entry::getKey)
        .filter(target -> !targets.contains(target))
        .toList();
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
    String tenant =
        org.map(Org::tenant).orElseGet(() -> Choice.tenant(transition, before, targets));
    Map<String, String> tags = tags(org, before);
    Choice choice = new Choice(transition, tenant, tags, before, targets);
    choice.route(routes);
    choice.keepApart();
    choice.mute(muting);
    return choice.decide(id);
  }

  private static Map<String, String> tags(Optional<Org> org, @Nullable Decision before) {
    return org.map(Org::tags).orElse(before == null ? Map.of() : before.tags());
  }

  /** Returns whether {@code target} may be notified of the transition that this was decided for. */
  public boolean mayBeToldTo(Target target, Transition transition) {
    return Choice.refusal(target, transition, tenant) == null;
  }

  /**
   * Returns the decision that nobody is notified, because a group reports it; except targets that
   * were notified of the episode separately while no group could be formed: they receive everything
   * that follows in it.
   *
   * @param group the alert that reports it; null if it is not known
   * @param targets all known ones, by id
   */
  public static Decision grouped(
      OutboxId id,
      Transition transition,
      @Nullable AlertKey group,
      @Nullable Decision before,
      Map<TargetId, Target> targets,
      Optional<Org> org) {
    String tenant = org.map(Org::tenant).orElse(before == null ? null : before.tenant());
    Choice choice = new Choice(transition, tenant, tags(org, before), before, targets);
    choice.group(group);
    choice.keepApart();
    return choice.decide(id);
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
