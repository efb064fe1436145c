package dev.headroom.cycle.poll;

import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Is called with what was committed for an org, after the commit. Called on the committing thread,
 * for one org in the order of its commits, for several orgs at once; so it must be quick and
 * thread-safe. If it throws, the cycle's report says so; nothing is undone.
 */
public interface SlotObserver {
  /** Handles a commit. */
  void committed(Committed committed);

  /**
   * What was committed.
   *
   * @param state the org's state since the commit
   * @param slot the slot that was judged; if it has more transitions than one commit takes, each
   *     part is reported
   * @param snapshot what the slot showed; empty if nothing was read
   * @param foreseen the forecasts, by limit; empty if nothing was read
   * @param transitions those of this commit
   */
  record Committed(
      OrgState state,
      Instant slot,
      Snapshot snapshot,
      SortedMap<LimitName, Foresight> foreseen,
      List<Transition> transitions) {
    public Committed {
      foreseen = Collections.unmodifiableSortedMap(new TreeMap<>(foreseen));
      transitions = List.copyOf(transitions);
    }

    /** Returns a commit of transitions that no reading caused. */
    public static Committed of(OrgState state, Instant slot, List<Transition> transitions) {
      return new Committed(
          state, slot, new Snapshot(new TreeMap<>(), false), new TreeMap<>(), transitions);
    }
  }

  /**
   * An observer that failed.
   *
   * @param observer its name
   * @param detail what it threw, for the log
   */
  record Failure(String observer, OrgId org, Instant slot, String detail) {}
}
