package dev.headroom.cycle.poll;

import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;

/**
 * The results for the orgs of one message.
 *
 * @param orgs one result per org, in the message's order
 */
public record PollReport(Instant slot, List<OrgResult> orgs) {
  public PollReport {
    orgs = List.copyOf(orgs);
  }

  /** Returns whether every org's slot is completed; if not, the message must come again. */
  public boolean isSettled() {
    return orgs.stream().noneMatch(o -> o.result() instanceof Result.NotSettled);
  }

  /**
   * One org's result.
   *
   * @param unheard observers that failed; the commit stands
   * @param remarks what went wrong beside the reading, for the log
   * @param calls the counted calls that were made to it, 0 or more
   */
  public record OrgResult(
      OrgId org,
      Result result,
      List<SlotObserver.Failure> unheard,
      List<String> remarks,
      int calls) {
    public OrgResult {
      unheard = List.copyOf(unheard);
      remarks = List.copyOf(remarks);
    }

    /** A result with no failed observer, and no call. */
    public OrgResult(OrgId org, Result result) {
      this(org, result, List.of(), List.of(), 0);
    }
  }

  /** The result for one org's slot. */
  public sealed interface Result {
    /**
     * It was read, stored and judged.
     *
     * @param limits the number of readings
     * @param transitions the number of alert changes committed
     */
    record Read(int limits, int transitions) implements Result {}

    /** There was no reading; the reason is committed to the org's state. */
    record Unread(FailureKind kind) implements Result {}

    /** It was not called: the slot is completed without a call, or left out. */
    record NotAsked(Why why) implements Result {}

    /** The slot is not newer than the last committed one: no call was made, nothing stored. */
    record Past() implements Result {}

    /**
     * Another poller committed a newer slot in the meantime: the sample is stored but was not
     * judged.
     */
    record Overtaken() implements Result {}

    /** The fleet does not have this org, or no longer. */
    record NotInFleet() implements Result {}

    /** Why an org is not called. */
    enum Why {
      /**
       * Its interval is adaptive, it is quiet, and its next reading is later; nothing is stored.
       */
      QUIET,
      /** Someone paused it. */
      PAUSED,
      /**
       * The day's own calls do not last for every slot; the slot counts as neither read nor missed.
       */
      SPARED,
      /** Readings have failed; the slot is a missed one. */
      BREAKER
    }

    /**
     * It is not completed, because the store was unavailable or by a fault in Headroom: nothing is
     * lost if the message comes again.
     *
     * @param detail for the log
     */
    record NotSettled(String detail) implements Result {}
  }
}
