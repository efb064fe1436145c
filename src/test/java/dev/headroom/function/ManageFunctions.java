package dev.headroom.function;

import dev.headroom.cycle.BacktestCycle;
import dev.headroom.cycle.ManageCycle;
import dev.headroom.cycle.TargetsCycle;
import dev.headroom.cycle.WhatIfCycle;

/** The function {@code manage} for tests of what stands before it. */
public final class ManageFunctions {
  private ManageFunctions() {}

  public static ManageFunction of(
      ManageCycle cycle,
      TargetsCycle targets,
      BacktestCycle backtests,
      WhatIfCycle whatIfs,
      Caller caller) {
    return new ManageFunction(cycle, targets, backtests, whatIfs, caller, "1.2.3");
  }
}
