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
 * Is told what was committed of an org, once it was. Called on the thread that committed, for one
 * org in the order of its commits, for several orgs at once; so it must be quick and safe for use
 * by many threads. What it throws is a line in the cycle's report and undoes nothing.
 */
public interface SlotObserver {
  /** Takes note of a commit. */
  void committed(Committed committed);

  /**
   * What was committed.
   *
   * @param state the org's state since the commit
   * @param slot the slot that was judged; where it has more transitions than one commit takes, each
   *     part is told
   * @param snapshot what the slot showed; empty when nothing was read
   * @param foreseen what is foreseen, by limit; empty when nothing was read
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

    /** A commit of transitions that no reading caused. */
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
