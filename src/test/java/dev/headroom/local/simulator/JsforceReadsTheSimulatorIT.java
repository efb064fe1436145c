package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulator is Salesforce enough for jsforce, the most used client of all. */
class JsforceReadsTheSimulatorIT {

  private static final Path SOURCES = Path.of("src/test/js");
  private static final Path FOLDER = Path.of("target/js-clients");
  private static final Instant START = Instant.parse("2026-11-25T04:30:00Z");

  /** What a process that has ended said. */
  private record Ended(int status, String output, String errors) {}

  @BeforeAll
  static void installTheClient() throws IOException, InterruptedException {
    needsNode();
    Path lock = FOLDER.resolve("package-lock.json");
    Path installed = FOLDER.resolve("node_modules/jsforce/package.json");
    boolean current =
        Files.exists(installed)
            && Files.exists(lock)
            && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) == -1;
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "read-limits.mjs")) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!current) {
      Ended npm = run(Map.of(), 300, "npm", "ci", "--ignore-scripts", "--prefer-offline");
      assertThat(npm.status()).as(npm.errors()).isZero();
    }
  }

  private static void needsNode() throws InterruptedException {
    try {
      Ended node = new Processes(Path.of(".")).run(Map.of(), 20, "node", "--version");
      assertThat(node.status()).isZero();
    } catch (UncheckedIOException missing) {
      String line = "jsforce cannot be run: no `node` on the PATH (Node.js 20 or newer, with npm)";
      if ("true".equals(System.getenv("CI"))) {
        fail(line, missing);
      }
      abort(line);
    }
  }

  private static Ended run(Map<String, String> environment, int seconds, String... command)
      throws InterruptedException {
    return new Processes(FOLDER).run(environment, seconds, command);
  }

  /** Runs programs in a folder, each with its own deadline. */
  private record Processes(Path folder) {

    Ended run(Map<String, String> environment, int seconds, String... command)
        throws InterruptedException {
      try {
        Path output = Files.createTempFile("headroom-out", ".txt");
        Path errors = Files.createTempFile("headroom-err", ".txt");
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          fail("%s did not end within %d s: %s", command[0], seconds, Files.readString(errors));
        }
        Ended ended =
            new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        Files.delete(output);
        Files.delete(errors);
        return ended;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Ended readLimits(String orgId, long entries)
      throws IOException, InterruptedException {
    DemoFleet fleet = DemoFleet.startingAt(START);
    SimulatedOrg org =
        fleet.orgs().stream().filter(o -> o.id().equals(orgId)).findFirst().orElseThrow();
    if (!(org.login() instanceof OrgLogin.ClientCredentials login)) {
      throw new IllegalArgumentException(orgId + " has no client credentials");
    }
    try (Simulator simulator =
        new Simulator(fleet.orgs(), new ManualClock(START), InstantSource.system(), 0)) {
      simulator.start();
      return run(
          Map.of("CLIENT_SECRET", login.clientSecret()),
          60,
          "node",
          "read-limits.mjs",
          simulator.url(),
          login.clientId(),
          Long.toString(entries));
    }
  }

  @Test
  void jsforceLogsInAndReadsLimitsAndTheHeader() throws IOException, InterruptedException {
    Ended read = readLimits("acme-prod", 75);
    assertThat(read.errors()).isEmpty();
    assertThat(read.status()).isZero();
    JsonNode seen = SimulatorClient.json(read.output());
    assertThat(seen.path("organization").asText()).isEqualTo("Acme Ltd");
    assertThat(seen.path("max").asLong()).isEqualTo(145_000);
    assertThat(seen.path("used").asLong()).isBetween(40_000L, 80_000L);
    assertThat(seen.path("apps").isEmpty()).isTrue();
  }

  @Test
  void jsforceSeesTheQuotasOfConnectedApps() throws IOException, InterruptedException {
    Ended read = readLimits("globex-apps", 75);
    assertThat(read.errors()).isEmpty();
    assertThat(read.status()).isZero();
    JsonNode seen = SimulatorClient.json(read.output());
    assertThat(seen.path("apps")).hasSize(6).contains(new TextNode("Order Sync"));
  }

  @Test
  void aMismatchIsReportedAndEndsTheScriptWithAnError() throws IOException, InterruptedException {
    Ended read = readLimits("acme-dev", 74);
    assertThat(read.status()).isEqualTo(1);
    assertThat(read.errors()).contains("number of entries: expected 74, got 52");
  }
}
