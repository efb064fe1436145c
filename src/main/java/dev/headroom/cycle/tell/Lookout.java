package dev.headroom.cycle.tell;

import dev.headroom.cycle.poll.SlotObserver;
import java.util.List;

/** Judges what no reading would show, once per sweep. Repeating it changes nothing. */
public interface Lookout {
  /**
   * The result of a look.
   *
   * @param changed how many alerts and orgs it changed
   * @param unheard observers that failed; the commit stands
   */
  record Report(int changed, List<SlotObserver.Failure> unheard) {
    public Report {
      unheard = List.copyOf(unheard);
    }
  }

  /** Looks, and commits what it finds. */
  Report look();
}
