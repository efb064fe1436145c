package dev.headroom.local;

import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.BacktestQuestion;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.BacktestReport;
import dev.headroom.report.json.BacktestAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** {@code manage backtest <org>}: which alerts its history would have raised. */
final class BacktestAction {
  static final String WORD = "backtest";

  /** Its members, in the order of the usage; each is an option. */
  static final List<String> MEMBERS =
      Stream.concat(
              BacktestQuestion.MEMBERS.stream(),
              Stream.of(BacktestQuestion.MANIFEST, Format.MEMBER))
          .toList();

  private static final List<Format> FORMATS = List.of(Format.TEXT, Format.JSON, Format.HTML);

  /** Everything that is ever kept. */
  private static final Duration LONGEST = Duration.ofDays(400);

  private BacktestAction() {}

  /**
   * Answers for {@code org}.
   *
   * @param org as written; the fleet may not have it
   * @param members the given ones, the manifest as its text
   * @param wanted asked now and then whether the answer is still wanted
   */
  static Outcome run(
      BacktestCycle cycle, String org, Map<String, String> members, BooleanSupplier wanted) {
    List<Violation> violations = new ArrayList<>();
    Format format = Format.read(members, violations, FORMATS);
    BacktestReport report =
        cycle.run(TenantScope.all(), org, BacktestQuestion.parse(members), LONGEST, wanted);
    violations.addAll(report.violations());
    Backtest backtest = report.backtest();
    if (!violations.isEmpty() || backtest == null) {
      return Outcome.wrong(violations);
    }
    return Outcome.of(
        switch (format) {
          case TEXT, CSV -> BacktestText.of(backtest);
          case JSON -> Format.json(BacktestAnswer.of(backtest));
          case HTML -> BacktestHtml.of(backtest);
        });
  }
}
