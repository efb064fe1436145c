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
 * What all judges make of a slot.
 *
 * @param transitions at most one per AlertKey, in the order in which they are told
 * @param noted open episodes in which only what is held has changed
 * @param missing the limits that are missing after it and matter
 * @param pending what is not yet told, by limit
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
