package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AllocationMemory;
import dev.headroom.alert.Episode;
import dev.headroom.alert.OrgState.Missing;
import dev.headroom.alert.Pending;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The judges' combined result for a slot.
 *
 * @param transitions at most one per AlertKey, in the order in which they are notified
 * @param noted open episodes in which only the evidence has changed
 * @param missing the missing limits that matter, after the slot
 * @param pending what has begun but not opened yet, by limit
 * @param allocation an allocation that is not settled after the slot; null if it is
 */
public record Judged(
    List<Transition> transitions,
    Map<AlertKey, Episode> noted,
    SortedMap<LimitName, Missing> missing,
    SortedMap<LimitName, Pending> pending,
    @Nullable AllocationMemory allocation) {
  public Judged {
    transitions = List.copyOf(transitions);
  }
}
