package dev.headroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The production reading and attribution over the committed event log files. */
class AttributeTest {
  private static final Path BENCH = Path.of("src/bench");

  @TempDir Path folder;

  @Test
  void noFigureFallsBehindTheCommittedScore() throws IOException, InterruptedException {
    Attribute.run(BENCH.resolve("usage"), folder, List.of());
    JsonNode now = score();
    JsonNode committed = new ObjectMapper().readTree(BENCH.resolve("usage-score.json").toFile());
    assertThat(now.get("bad_or_missing").asInt()).isZero();
    assertThat(now.get("org_days").asInt()).isEqualTo(committed.get("org_days").asInt());
    for (String exact : List.of("counted_exact", "uncounted_exact", "unknown_right")) {
      assertThat(now.get(exact).asDouble()).as(exact).isEqualTo(1);
    }
    for (String high :
        List.of("b3_f1", "macro_f1", "findings_recall", "findings_precision", "saving_recall")) {
      assertThat(now.get(high).asDouble())
          .as(high)
          .isGreaterThanOrEqualTo(committed.get(high).asDouble() - 0.01);
    }
    for (String low : List.of("saving_error_median", "unexplained_error", "false_findings")) {
      assertThat(now.get(low).asDouble())
          .as(low)
          .isLessThanOrEqualTo(committed.get(low).asDouble() + 0.01);
    }
  }

  private JsonNode score() throws IOException, InterruptedException {
    Process p =
        new ProcessBuilder(
                "python3",
                BENCH.resolve("usage-score.py").toString(),
                BENCH.resolve("usage").toString(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(text).isZero();
    return new ObjectMapper().readTree(text.strip().lines().reduce("", (a, b) -> b));
  }
}
