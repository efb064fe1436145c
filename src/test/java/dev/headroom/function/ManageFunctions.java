package dev.headroom.function;

import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.SamplesCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.RolledHistory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The function {@code manage} for tests of what stands before it. */
public final class ManageFunctions {
  private ManageFunctions() {}

  public static ManageFunction of(
      ManageCycle cycle,
      TargetsCycle targets,
      OrgOrders orders,
      BacktestCycle backtests,
      WhatIfCycle whatIfs,
      FunctionCaller caller) {
    return new ManageFunction(
        cycle,
        targets,
        orders,
        new ManageFunction.Questions(
            backtests,
            whatIfs,
            lockOuts(),
            OrgChecks.unable("no org is asked", "Ask elsewhere."),
            samples()),
        caller,
        "1.2.3");
  }

  /** Lock-out questions of a fleet without orgs. */
  static LockOutCycle lockOuts() {
    return LockOutCycle.unable(
        PollPorts.directory(List.of()),
        new IpAddressNotation(),
        InstantSource.system(),
        "a test asks no org.",
        "Ask another one.");
  }

  /** What is stored of a fleet without orgs. */
  static SamplesCycle samples() {
    return new SamplesCycle(
        PollPorts.directory(List.of()),
        new RolledHistory(
            new InMemoryUsageHistory(InstantSource.system(), Duration.ofDays(30)),
            new InMemoryRollups()),
        InstantSource.system());
  }
}
