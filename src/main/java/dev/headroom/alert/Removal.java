package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Ends the alerts of an org that left the fleet, because nothing else would resolve them. */
public final class Removal {
  private Removal() {}

  /**
   * Returns a resolve for every open alert of {@code state}.
   *
   * @param slot when the org was found to have left; never before the org's last slot
   */
  public static List<Transition> of(OrgState state, Instant slot) {
    Instant last = state.lastSlot();
    Instant at = last != null && last.isAfter(slot) ? last : slot;
    List<Transition> resolved = new ArrayList<>();
    for (Map.Entry<AlertKey, Episode> open : state.open().entrySet()) {
      AlertKey key = open.getKey();
      resolved.add(
          new Transition.Resolved(
              key, open.getValue().resolved(at, Reason.REMOVED), evidence(state, key, at)));
    }
    return resolved;
  }

  private static Evidence evidence(OrgState state, AlertKey key, Instant at) {
    if (key.rule().equals(Rule.USAGE)) {
      return new Evidence.Use(at, null, null);
    }
    if (key.rule().equals(Rule.NOT_REPORTING)) {
      return new Evidence.Silence(at, 0, state.lastReadAt(), null, null);
    }
    if (key.rule().equals(Rule.VANISHED)) {
      NavigableSet<LimitName> limits = new TreeSet<>();
      key.limit().ifPresent(limits::add);
      return new Evidence.Vanished(at, limits);
    }
    return new Evidence.Other(at);
  }
}
