package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Microsoft's library for Adaptive Cards reads the golden payloads of Teams, that of CloudEvents
 * those of SNS and EventBridge, and they complain of nothing. Libraries of other vendors, which
 * take 200 MB, read theirs in {@code src/test/clients/run payloads}.
 */
class GoldenPayloadsIT {
  private static final Path SOURCES = Path.of("src/test/js/targets");
  private static final Path FOLDER = Path.of("target/js-targets");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** A process that has ended. */
  private record Ended(int status, String output) {}

  @BeforeAll
  static void installTheLibraries() throws Exception {
    Files.createDirectories(FOLDER);
    needsNode();
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "check.mjs")) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(FOLDER.resolve("node_modules/adaptivecards/package.json"))
        || !Files.exists(FOLDER.resolve("node_modules/cloudevents/package.json"))) {
      Ended npm = run(300, "npm", "ci", "--omit=optional", "--ignore-scripts", "--prefer-offline");
      assertThat(npm.status()).as(npm.output()).isZero();
    }
  }

  private static void needsNode() throws Exception {
    try {
      assertThat(run(20, "node", "--version").status()).isZero();
    } catch (IOException missing) {
      String line = "golden payloads are not read: no `node` on the PATH (Node.js 20 or newer)";
      if ("true".equals(System.getenv("CI"))) {
        fail(line, missing);
      }
      abort(line);
    }
  }

  @Test
  void everyCardAndEveryEventIsReadWithoutAComplaint() throws Exception {
    long payloads = 0;
    for (String type : List.of("teams", "sns", "eventbridge")) {
      try (Stream<Path> files = Files.list(GOLDEN.resolve(type))) {
        payloads += files.count();
      }
    }
    Ended check = run(60, "node", "check.mjs", GOLDEN.toAbsolutePath().toString());
    assertThat(check.output().strip()).isEqualTo(payloads + " payloads read");
    assertThat(check.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "teams, RichTextBlock, TextBlok",
    "sns, alertkey, alert_key",
    "eventbridge, specversion, specversions"
  })
  void anInvalidPayloadIsRejected(String type, String of, String wrong) throws Exception {
    Path broken = FOLDER.resolve("broken").toAbsolutePath();
    Path folder = Files.createDirectories(broken.resolve(type));
    String payload = Files.readString(GOLDEN.resolve(type + "/opened.json"));
    Files.writeString(folder.resolve("opened.json"), payload.replace(of, wrong));
    Ended check = run(60, "node", "check.mjs", broken.toString(), type);
    assertThat(check.output()).contains(type + "/opened.json: ");
    assertThat(check.status()).isEqualTo(1);
  }

  private static Ended run(int seconds, String... command) throws Exception {
    Path output = Files.createTempFile("headroom-out", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        fail("%s did not end within %d s: %s", command[0], seconds, Files.readString(output));
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
