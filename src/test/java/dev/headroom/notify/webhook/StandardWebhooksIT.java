package dev.headroom.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.Severity;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The specification's own library (npm {@code standardwebhooks}) and Svix's take our webhooks for
 * genuine, in the receivers that the reference shows.
 */
class StandardWebhooksIT {
  private static final Path SOURCES = Path.of("src/test/js/standardwebhooks");
  private static final Path FOLDER = Path.of("target/standardwebhooks");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", ".npmrc", "verify.mjs", "deliver.mjs");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OLD = secret("old old old old old old old");
  private static final String NEW = secret("new new new new new new new");

  /** A process that has ended. */
  private record Ended(int status, String output, String errors) {}

  @BeforeAll
  static void installTheLibrary() throws Exception {
    needsNode();
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(FOLDER.resolve("node_modules/svix/package.json"))) {
      Ended npm = run("", 300, "npm", "ci", "--ignore-scripts", "--prefer-offline");
      assertThat(npm.status()).as(npm.errors()).isZero();
    }
  }

  private static void needsNode() throws Exception {
    Files.createDirectories(FOLDER);
    try {
      assertThat(run("", 20, "node", "--version").status()).isZero();
    } catch (IOException missing) {
      String line = "webhooks are not verified: no `node` on the PATH (Node.js 20 or newer)";
      if ("true".equals(System.getenv("CI"))) {
        fail(line, missing);
      }
      abort(line);
    }
  }

  @Test
  void aWebhookIsGenuine() throws Exception {
    FakeHttp.Request request = request(OLD);
    Ended verified = verify(request, OLD, body(request));
    assertThat(verified.errors()).isEmpty();
    assertThat(verified.status()).isZero();
    assertThat(JSON.readTree(verified.output())).isEqualTo(JSON.readTree(body(request)));
  }

  @Test
  void duringARotationItIsGenuineUnderEitherSecret() throws Exception {
    FakeHttp.Request request = request(NEW + " " + OLD);
    assertThat(verify(request, OLD, body(request)).status()).isZero();
    assertThat(verify(request, NEW, body(request)).status()).isZero();
  }

  @Test
  void anotherSecretOrAnotherBodyIsNotGenuine() throws Exception {
    FakeHttp.Request request = request(OLD);
    assertThat(verify(request, NEW, body(request)).errors()).contains("No matching signature");
    assertThat(verify(request, OLD, body(request) + " ").errors())
        .contains("No matching signature");
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "receive-node.mjs, standardwebhooks",
    "receive-node.mjs, svix",
    "receive-fetch.mjs, standardwebhooks",
    "receive-fetch.mjs, svix"
  })
  void theReceiversOfTheReferenceTakeAndRefuse(String receiver, String library) throws Exception {
    Path file = FOLDER.resolve(library + "-" + receiver);
    Files.writeString(
        file, Files.readString(SOURCES.resolve(receiver)).replace("standardwebhooks", library));
    FakeHttp.Request request = request(OLD);

    Ended taken = deliver(file, request, body(request));
    assertThat(taken.errors()).isEmpty();
    assertThat(taken.output().lines()).last().isEqualTo("204");
    assertThat(taken.output()).startsWith(JSON.readTree(body(request)).at("/data/title").asText());

    Ended refused = deliver(file, request, body(request) + " ");
    assertThat(refused.errors()).isEmpty();
    assertThat(refused.output().strip()).isEqualTo("401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"receive-node.mjs", "receive-fetch.mjs"})
  void theReferenceShowsTheReceiversThatAreTried(String receiver) throws Exception {
    String shown =
        Files.readString(SOURCES.resolve(receiver))
            .lines()
            .map(line -> line.isEmpty() ? "" : "    " + line)
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(Path.of("docs/reference/messages.md")))
        .contains("\n" + shown + "\n");
  }

  /** The library refuses what is older than five minutes: the attempt is made now. */
  private static FakeHttp.Request request(String secret) {
    List<FakeHttp.Request> requests = new ArrayList<>();
    DeliveryResult result =
        new WebhookNotifier(
                new FakeHttp(
                    request -> {
                      requests.add(request);
                      return new HttpOutcome.Reply(204, Map.of(), HttpBody.EMPTY);
                    }))
            .deliver(
                Notification.of(
                    new OutboxId(Transitions.ORG, 17, 0),
                    Transitions.opened(Severity.ATTENTION, 62_500),
                    "acme",
                    Map.of("owner", "Jürgen 🚀"),
                    limit -> "Daily API requests",
                    null),
                new ResolvedTarget(
                    new TargetId("hooks"),
                    Map.of(
                        "url", Secret.of("https://alerts.example.com/x"),
                        "secret", Secret.of(secret))),
                Instant.now());
    assertThat(result).isInstanceOf(DeliveryResult.Accepted.class);
    return requests.getFirst();
  }

  private static String body(FakeHttp.Request request) {
    return request.body().text();
  }

  private static Ended verify(FakeHttp.Request request, String secret, String body)
      throws Exception {
    return run(input(request, secret, body), 60, "node", "verify.mjs");
  }

  private static Ended deliver(Path receiver, FakeHttp.Request request, String body)
      throws Exception {
    return run(
        input(request, OLD, body), 60, "node", "deliver.mjs", receiver.toAbsolutePath().toString());
  }

  private static String input(FakeHttp.Request request, String secret, String body) {
    ObjectNode input = JSON.createObjectNode().put("secret", secret).put("body", body);
    ObjectNode headers = input.putObject("headers");
    request.headers().forEach(headers::put);
    return input.toString();
  }

  private static Ended run(String input, int seconds, String... command) throws Exception {
    Path stdin = Files.createTempFile("headroom-in", ".json");
    Path output = Files.createTempFile("headroom-out", ".txt");
    Path errors = Files.createTempFile("headroom-err", ".txt");
    try {
      Files.writeString(stdin, input);
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectInput(stdin.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        fail("%s did not end within %d s: %s", command[0], seconds, Files.readString(errors));
      }
      return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      Files.delete(stdin);
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static String secret(String text) {
    return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
