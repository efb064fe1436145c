package dev.headroom.cycle.tell;

import dev.headroom.cycle.poll.SlotObserver;
import java.util.List;

/** Judges what no reading would tell, once with every sweep. Repeating it changes nothing. */
public interface Lookout {
  /**
   * What a look did.
   *
   * @param changed how many alerts and orgs it changed
   * @param unheard observers that failed to take note of a commit; the commit stands
   */
  record Report(int changed, List<SlotObserver.Failure> unheard) {
    public Report {
      unheard = List.copyOf(unheard);
    }
  }

  /** Looks, and commits what it finds. */
  Report look();
}
