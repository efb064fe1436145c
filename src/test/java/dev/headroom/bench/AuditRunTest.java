package dev.headroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The production reading, judging and replay over the committed looks. */
class AuditRunTest {
  private static final Path BENCH = Path.of("src/bench");
  private static final Path SET = BENCH.resolve("access");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path answers;

  @Test
  void everyFigureOfTheCommittedLooksIsWhole() throws IOException, InterruptedException {
    for (JsonNode org : JSON.readTree(SET.resolve("manifest.json").toFile()).path("orgs")) {
      Path previous = null;
      for (JsonNode look : org.path("looks")) {
        String name = org.path("key").asText() + "." + look.path("label").asText() + ".json";
        Path answer = answers.resolve(name);
        JSON.writeValue(
            answer.toFile(),
            AuditRun.run(
                RecordedOrg.repeating(SET.resolve("looks").resolve(name + ".gz")),
                SET,
                org,
                AuditRun.now(org, look.path("label").asText()),
                URI.create("http://localhost:1"),
                previous));
        previous = answer;
      }
    }
    JsonNode score = score();
    assertThat(score.path("looks").asInt()).isEqualTo(5);
    assertThat(score.path("fail")).isEmpty();
    assertThat(score.path("score").asDouble()).isEqualTo(1);
    assertThat(score.path("falseLockouts").asInt()).isZero();
  }

  /** What was recorded holds no token, no secret and no column of one. */
  @Test
  void theSetHoldsNoSecret() throws IOException {
    try (var files = Files.list(SET.resolve("looks"))) {
      for (Path file : files.toList()) {
        try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
          assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .doesNotContain(
                  "SECRET-", "made-up-", "AccessToken", "DeleteToken", "sessionId", "!AQ");
        }
      }
    }
  }

  private JsonNode score() throws IOException, InterruptedException {
    Process p =
        new ProcessBuilder(
                "python3",
                BENCH.resolve("access-score.py").toString(),
                SET.toString(),
                answers.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(text).isZero();
    return JSON.readTree(text.strip().lines().reduce("", (a, b) -> b));
  }
}
