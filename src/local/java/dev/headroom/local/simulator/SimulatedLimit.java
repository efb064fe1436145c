package dev.headroom.local.simulator;

import java.util.List;

/**
 * One entry of an org's {@code /limits} reply.
 *
 * @param name Salesforce's newest name for it
 * @param max 0 is not provisioned, 999999999 is no cap
 * @param overrun what is shown when more than {@code max} is used
 * @param children nested entries: quotas by connected app, or {@code CreateCustom}
 */
public record SimulatedLimit(
    String name, long max, Usage usage, Overrun overrun, List<SimulatedLimit> children) {

  public SimulatedLimit {
    children = List.copyOf(children);
  }

  /** What is shown when more than the Max is used. */
  public enum Overrun {
    /** Cannot happen: used stops at Max. */
    IMPOSSIBLE,
    /** Remaining stays 0, as for DailyApiRequests in an org with a soft margin. */
    HIDDEN,
    /** Remaining goes below zero. */
    NEGATIVE
  }

  /** Returns an entry that cannot be overrun and has no children. */
  public static SimulatedLimit of(String name, long max, Usage usage) {
    return new SimulatedLimit(name, max, usage, Overrun.IMPOSSIBLE, List.of());
  }

  /** Returns the same with these children. */
  public SimulatedLimit with(List<SimulatedLimit> nested) {
    return new SimulatedLimit(name, max, usage, overrun, nested);
  }

  /** Returns the same with another overrun. */
  public SimulatedLimit with(Overrun other) {
    return new SimulatedLimit(name, max, usage, other, children);
  }
}
