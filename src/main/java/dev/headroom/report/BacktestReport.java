package dev.headroom.report;

import dev.headroom.backtest.Backtest;
import dev.headroom.fleet.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the question what Headroom would have told.
 *
 * @param violations everything that is wrong; when there is any, there is no backtest
 * @param isBusy whether all that is wrong is that too many are worked out at this moment
 */
public record BacktestReport(
    List<Violation> violations, @Nullable Backtest backtest, boolean isBusy) {
  public BacktestReport {
    violations = List.copyOf(violations);
  }

  /** The report of a request that cannot be read. */
  public static BacktestReport wrong(List<Violation> violations) {
    return new BacktestReport(violations, null, false);
  }

  /** The report of one that has no place: {@code most} others are worked out. */
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
