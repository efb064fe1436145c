package dev.headroom.report;

import dev.headroom.backtest.Backtest;
import dev.headroom.fleet.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a backtest.
 *
 * @param violations everything that is wrong; if there is any, there is no backtest
 * @param isBusy whether the only problem is that too many are running at this moment
 */
public record BacktestReport(
    List<Violation> violations, @Nullable Backtest backtest, boolean isBusy) {
  public BacktestReport {
    violations = List.copyOf(violations);
  }

  /** Returns the report for a request that cannot be read. */
  public static BacktestReport wrong(List<Violation> violations) {
    return new BacktestReport(violations, null, false);
  }

  /** Returns the report for a request that must wait, because {@code most} others are running. */
  public static BacktestReport busy(int most) {
    return new BacktestReport(
        List.of(
            new Violation(
                "backtest",
                null,
                "is not worked out now: " + most + " others are",
                "Ask again when one of them has its answer, in some seconds.")),
        null,
        true);
  }
}
