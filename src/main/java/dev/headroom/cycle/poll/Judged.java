package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.OrgState.Missing;
import dev.headroom.alert.Pending;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The judges' combined result for a slot.
 *
 * @param transitions at most one per AlertKey, in the order in which they are notified
 * @param noted open episodes in which only the evidence has changed
 * @param missing the missing limits that matter, after the slot
 * @param pending what has begun but not opened yet, by limit
 */
public record Judged(
    List<Transition> transitions,
    Map<AlertKey, Episode> noted,
    SortedMap<LimitName, Missing> missing,
    SortedMap<LimitName, Pending> pending) {
  public Judged {
    transitions = List.copyOf(transitions);
  }
}
