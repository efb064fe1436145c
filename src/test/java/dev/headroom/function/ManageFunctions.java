package dev.headroom.function;

import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.tell.TargetsCycle;

/** The function {@code manage} for tests of what stands before it. */
public final class ManageFunctions {
  private ManageFunctions() {}

  public static ManageFunction of(
      ManageCycle cycle,
      TargetsCycle targets,
      PauseCycle pauses,
      BacktestCycle backtests,
      WhatIfCycle whatIfs,
      FunctionCaller caller) {
    return new ManageFunction(cycle, targets, pauses, backtests, whatIfs, caller, "1.2.3");
  }
}
