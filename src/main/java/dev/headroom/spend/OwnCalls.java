package dev.headroom.spend;

import dev.headroom.org.Org;
import java.time.Instant;

/**
 * The budget of counted calls that all jobs share, per org and day. A job other than the poll asks
 * here before it calls, and returns what it did not need.
 */
public interface OwnCalls {
  /**
   * Takes up to {@code wanted} calls. They count from here on, in every process, whatever their
   * outcome.
   *
   * @param wanted 1 or more
   * @param at the time of the job's event; its day of GMT is charged
   */
  Answer take(Org org, Purpose purpose, int wanted, Instant at);

  /** Returns {@code calls} of those taken that were not made. */
  void giveBack(Org org, Purpose purpose, int calls, Instant at);

  /** The answer to a request for calls. */
  sealed interface Answer {
    /**
     * This many calls may be made.
     *
     * @param calls 1 to the number requested
     */
    record Granted(int calls) implements Answer {}

    /**
     * No call may be made now: the job asks again hours later and continues where it stopped.
     *
     * @param why one sentence, for a person
     */
    record Wait(String why) implements Answer {}
  }
}
