package dev.headroom.cycle.poll;

import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;

/**
 * What became of the orgs of one message.
 *
 * @param orgs one result an org, in the message's order
 */
public record PollReport(Instant slot, List<OrgResult> orgs) {
  public PollReport {
    orgs = List.copyOf(orgs);
  }

  /** Whether every org's slot is settled; if not, the message has to come again. */
  public boolean isSettled() {
    return orgs.stream().noneMatch(o -> o.result() instanceof Result.NotSettled);
  }

  /**
   * One org's result.
   *
   * @param unheard observers that failed to take note of it; the commit stands
   * @param remarks what went wrong beside the reading, for the log
   */
  public record OrgResult(
      OrgId org, Result result, List<SlotObserver.Failure> unheard, List<String> remarks) {
    public OrgResult {
      unheard = List.copyOf(unheard);
      remarks = List.copyOf(remarks);
    }

    /** A result of which every observer took note. */
    public OrgResult(OrgId org, Result result) {
      this(org, result, List.of(), List.of());
    }
  }

  /** What became of one org's slot. */
  public sealed interface Result {
    /**
     * Its reading was had, stored and judged.
     *
     * @param limits how many readings
     * @param transitions how many changes of alerts were committed
     */
    record Read(int limits, int transitions) implements Result {}

    /** No reading was had; the reason is committed to the org's state. */
    record Unread(FailureKind kind) implements Result {}

    /** It was not asked: the slot is settled without a call. */
    record NotAsked(Why why) implements Result {}

    /** The slot is not newer than the last one committed: no call was made, nothing stored. */
    record Past() implements Result {}

    /** Another poller committed a newer slot meanwhile: the sample is kept, and was not judged. */
    record Overtaken() implements Result {}

    /** The fleet has no such org, or no longer. */
    record NotInFleet() implements Result {}

    /** Why an org is not asked. */
    enum Why {
      /** Somebody has paused it. */
      PAUSED,
      /**
       * The day's own calls do not last for every slot; the slot counts as neither read nor missed.
       */
      SPARED,
      /** Readings have failed; the slot is a missed one. */
      BREAKER
    }

    /**
     * It is not settled, for lack of the store or by a fault of ours: nothing is lost if the
     * message comes again.
     *
     * @param detail for the log
     */
    record NotSettled(String detail) implements Result {}
  }
}
