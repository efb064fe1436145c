package dev.headroom.spend;

import dev.headroom.org.Org;
import java.time.Instant;

/**
 * The budget of counted calls that all jobs share, per org and day. A job that is not the poll asks
 * here before it calls, and gives back what it did not need.
 */
public interface OwnCalls {
  /**
   * Takes up to {@code wanted} calls. They count from here on, in every process, whatever becomes
   * of them.
   *
   * @param wanted 1 or more
   * @param at the time of the job's event; its day of GMT is charged
   */
  Answer take(Org org, Purpose purpose, int wanted, Instant at);

  /** Gives back {@code calls} of those taken: they were not made. */
  void giveBack(Org org, Purpose purpose, int calls, Instant at);

  /** What came of asking. */
  sealed interface Answer {
    /**
     * So many may be made.
     *
     * @param calls 1 to the number that was asked for
     */
    record Granted(int calls) implements Answer {}

    /**
     * None may be made now: the job goes on where it stopped once it is asked again, hours later.
     *
     * @param why one sentence, for a person
     */
    record Wait(String why) implements Answer {}
  }
}
