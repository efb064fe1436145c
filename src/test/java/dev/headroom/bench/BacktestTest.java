package dev.headroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The production forecaster over the committed traces. */
class BacktestTest {
  private static final Path TRACES = Path.of("src/bench/traces");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"traces, score.json", "traces-changes, score-changes.json"})
  void noFigureFallsBehindTheCommittedScore(String traces, String score)
      throws IOException, InterruptedException {
    Path bench = Path.of("src/bench");
    Backtest.run(bench.resolve(traces), folder);
    JsonNode now = score(bench.resolve(traces), folder);
    JsonNode committed = new ObjectMapper().readTree(bench.resolve(score).toFile());
    assertThat(now.get("traces_missing").asInt()).isZero();
    assertThat(now.get("events").asInt()).isEqualTo(committed.get("events").asInt()).isPositive();
    for (String high : List.of("recall_30m", "recall_2h", "precision", "brier_skill_24h")) {
      assertThat(now.get(high).asDouble())
          .as(high)
          .isGreaterThanOrEqualTo(committed.get(high).asDouble() - 0.02);
    }
    assertThat(now.get("false_per_30_limit_days").asDouble())
        .as("false alarms")
        .isLessThanOrEqualTo(committed.get("false_per_30_limit_days").asDouble() + 0.02);
    for (String low : List.of("pinball_1h_pct", "pinball_4h_pct", "pinball_12h_pct")) {
      assertThat(now.get(low).asDouble())
          .as(low)
          .isLessThanOrEqualTo(1.03 * committed.get(low).asDouble());
    }
    assertThat(now.get("false_hours_per_30_limit_days").asDouble())
        .as("hours of false alarm")
        .isLessThanOrEqualTo(committed.get("false_hours_per_30_limit_days").asDouble() + 1);
    for (String close : List.of("coverage_1h", "coverage_4h", "coverage_12h")) {
      assertThat(now.get(close).asDouble()).as(close).isBetween(0.87, 0.94);
    }
  }

  @Test
  void whatIsSaidDoesNotDependOnWhatComesLater() throws IOException {
    Path poisoned = folder.resolve("poisoned");
    List<String> cuts = List.of("2", "3");
    Backtest.run(TRACES, folder.resolve("as-it-was"));
    for (String cut : cuts) {
      poison(poisoned, Integer.parseInt(cut));
      Backtest.run(poisoned, folder.resolve("after-" + cut));
      for (Trace trace : Trace.in(TRACES)) {
        List<String> was = said(folder.resolve("as-it-was"), trace);
        List<String> is = said(folder.resolve("after-" + cut), trace);
        String until = until(rows(trace), Integer.parseInt(cut));
        assertThat(known(is, until)).hasSizeGreaterThan(1000).isEqualTo(known(was, until));
        assertThat(is).as("the poison is seen when it comes").isNotEqualTo(was);
      }
    }
  }

  private static List<String> said(Path out, Trace trace) throws IOException {
    return Files.readAllLines(out.resolve(trace.name() + ".csv"));
  }

  private static List<String> known(List<String> said, String until) {
    return said.stream().skip(1).filter(line -> line.compareTo(until) < 0).toList();
  }

  private static List<String> rows(Trace trace) throws IOException {
    try (BufferedReader in = trace.open()) {
      return in.lines().toList();
    }
  }

  /** The time of the first row that is poisoned. */
  private static String until(List<String> rows, int part) {
    return rows.get(rows.size() - rows.size() / part).substring(0, 17);
  }

  /** The same traces, in the last part of which nothing is as it was. */
  private static void poison(Path to, int part) throws IOException {
    Files.createDirectories(to);
    Files.writeString(to.resolve("traces.csv"), Files.readString(TRACES.resolve("traces.csv")));
    for (Trace trace : Trace.in(TRACES)) {
      List<String> rows = rows(trace);
      String from = until(rows, part);
      try (Writer w =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(to.resolve(trace.name() + ".csv.gz"))),
              StandardCharsets.US_ASCII)) {
        for (int i = 0; i < rows.size(); i++) {
          String[] x = rows.get(i).split(",", -1);
          boolean spoil = i > 0 && x[0].compareTo(from) >= 0 && !x[1].isEmpty();
          String used = spoil ? Long.toString((Long.parseLong(x[1]) * 7 + 13L * i) % 90_000) : x[1];
          w.write(spoil ? x[0] + "," + used + "," + x[2] + "9\n" : rows.get(i) + "\n");
        }
      }
    }
  }

  private static JsonNode score(Path traces, Path out) throws IOException, InterruptedException {
    Process p =
        new ProcessBuilder("python3", "src/bench/score.py", traces.toString(), out.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(text).isZero();
    String last = text.strip().lines().reduce("", (a, b) -> b);
    assertThat(last.toLowerCase(Locale.ROOT)).as(text).startsWith("{");
    return new ObjectMapper().readTree(last);
  }
}
