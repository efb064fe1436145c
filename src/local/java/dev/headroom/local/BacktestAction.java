package dev.headroom.local;

import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Request;
import dev.headroom.cycle.BacktestCycle;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Violation;
import dev.headroom.function.BacktestAnswer;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code manage backtest <org>}: what Headroom would have told about its history. */
final class BacktestAction implements OrgAction {
  private static final List<Format> FORMATS = List.of(Format.TEXT, Format.JSON, Format.HTML);
  private static final List<String> MEMBERS =
      Stream.concat(Request.MEMBERS.stream(), Stream.of(BacktestCycle.MANIFEST, Format.MEMBER))
          .toList();

  /** All that is ever kept. */
  private static final Duration LONGEST = Duration.ofDays(400);

  private final ManifestReader reader;

  BacktestAction(ManifestReader reader) {
    this.reader = reader;
  }

  @Override
  public String word() {
    return "backtest";
  }

  @Override
  public List<String> members() {
    return MEMBERS;
  }

  @Override
  public Answer run(Stores stores, String org, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    Map<String, String> asked = new HashMap<>(members);
    Format format = Format.read(members, violations, FORMATS);
    asked.computeIfPresent(BacktestCycle.MANIFEST, (name, file) -> text(file, violations));
    BacktestCycle.Report report =
        new BacktestCycle(
                stores.directory(),
                stores.fleet(),
                stores.history(),
                stores.states(),
                new CsvLimitCatalogue(),
                reader,
                InstantSource.system())
            .run(org, asked, LONGEST);
    violations.addAll(report.violations());
    Backtest backtest = report.backtest();
    if (!violations.isEmpty() || backtest == null) {
      return Answer.wrong(violations);
    }
    return Answer.of(
        switch (format) {
          case TEXT -> BacktestText.of(backtest);
          case JSON -> Format.json(BacktestAnswer.of(backtest));
          case HTML -> BacktestHtml.of(backtest);
        });
  }

  /** The file's text; an empty manifest after a violation. */
  private static String text(String file, List<Violation> violations) {
    try {
      return FleetFile.text(Path.of(file));
    } catch (FleetFile.UnreadableException e) {
      violations.add(
          new Violation(BacktestCycle.MANIFEST, file, "gives no text", e.getMessage() + "."));
    } catch (InvalidPathException e) {
      violations.add(
          new Violation(
              BacktestCycle.MANIFEST, null, "is no path: " + e.getReason(), "Write one."));
    }
    return "version: 1\ntenants: []\norgs: []\n";
  }
}
