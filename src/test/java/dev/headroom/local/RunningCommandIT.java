package dev.headroom.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.dynamodb.Tables;
import dev.headroom.forecast.Histories;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.local.running.Order;
import dev.headroom.local.running.Outcome;
import dev.headroom.local.running.Proof;
import dev.headroom.local.running.RunningFile;
import dev.headroom.local.running.RunningHeadroom;
import dev.headroom.local.running.RunningHeadroom.Answer;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.org.OrgId;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Commands on a data folder on which the packaged program runs, and after it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RunningCommandIT {
  private static final String FLEET =
      """
      version: 1
      tenants: [{id: acme, name: Acme}]
      orgs:
        - id: acme-prod
          tenant: acme
          loginUrl: https://acme.my.salesforce.com
          auth: {type: client-credentials, clientId: "x", clientSecret: "env:ACME"}
      targets:
        - {id: chat, type: slack, url: "env:SLACK_URL"}
        - {id: hook, type: webhook, url: "https://%s.example.com/h", secret: "env:S"}
      routes: [{match: {}, to: [chat, hook]}]
      """;

  private static final Instant SINCE = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir Path temp;

  /** What a command left. */
  private record Ended(int exitCode, String out, String err) {}

  @Test
  void everyCommandEndsAndAnswersAsItDoesWithoutARunningOne() throws Exception {
    Path stopped = folder("stopped");
    Path running = folder("running");
    String fleet = write("fleet.yaml", FLEET.formatted("a"));
    String moved = write("moved.yaml", FLEET.formatted("b"));
    String invalid = write("invalid.yaml", "version: 2\ntenants: []\n");
    String from = "--from=" + Histories.MONDAY;
    String to = "--to=" + Histories.MONDAY.plus(Duration.ofDays(8));
    List<List<String>> commands =
        List.of(
            List.of("validate", fleet),
            List.of("validate", invalid),
            List.of("plan", fleet),
            List.of("plan", moved),
            List.of("plan", invalid),
            List.of("plan", temp.resolve("missing.yaml").toString()),
            List.of("apply", moved),
            List.of("apply", moved, "--allow-secret-moves"),
            List.of("plan", moved),
            List.of("resume", "chat"),
            List.of("resume", "hook"),
            List.of("resume", "nobody"),
            List.of("backtest", "acme-prod", from, to),
            List.of("backtest", "acme-prod", from, to, "--format", "json"),
            List.of("backtest", "acme-prod", from, to, "--format", "html"),
            List.of("backtest", "acme-prod", from, to, "--manifest", fleet, "--projection=off"),
            List.of("backtest", "nobody", "--attention=x", "--manifest=none", "--format=xml"),
            List.of("backtest", "acme-prod", "--fromat", "json"),
            List.of("what-if", "acme-prod", "--calls", "20,000"),
            List.of("what-if", "acme-prod", "--calls", "few", "--format", "json"),
            List.of("what-if"));
    Process program = start(running);
    try {
      for (List<String> command : commands) {
        assertThat(run(running, command)).as("%s", command).isEqualTo(run(stopped, command));
      }
      assertThat(run(running, List.of("plan", moved)).out()).startsWith("nothing changes");
    } finally {
      end(program);
    }
    assertThat(actors(running))
        .isEqualTo(actors(stopped))
        .contains("command line, local user " + System.getProperty("user.name"));
  }

  @Test
  void thePackagedCommandAsksTheRunningOneUntilItStops() throws Exception {
    Path data = folder("data");
    String moved = write("moved.yaml", FLEET.formatted("b"));
    Process program = start(data);
    try {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(word(data))))
          .isEqualTo("rw-------");
      Program.Ended asked =
          Program.run(
              Files.createDirectory(temp.resolve("command")),
              Map.of("headroom.local.data", data.toString()),
              List.of("manage", "apply", "--allow-secret-moves", moved));
      assertThat(asked).isEqualTo(new Program.Ended(0, asked.out(), List.of()));
      assertThat(asked.out()).contains("change target hook");

      RunningFile running = RunningFile.readFrom(data).orElseThrow();
      assertThat(ask(running, new Order("frobnicate", "me", Map.of())))
          .isEqualTo(Outcome.unknown(List.of("frobnicate")));
      assertThat(ask(running, new Order("resume", "me", Map.of("target", "chat", "soonAs", "1"))))
          .isEqualTo(Outcome.unknown(List.of("--soon-as")));
      assertThat(post(data, "/commands/manage", "")).isEqualTo(401);
      assertThat(post(data, "/commands/manage", "Bearer guessed")).isEqualTo(401);
      assertThat(post(data, "/commands/manage;a=b", "")).isIn(401, 404);
    } finally {
      end(program);
    }
    assertThat(word(data)).doesNotExist();
    assertThat(run(data, List.of("plan", moved)).out()).startsWith("nothing changes");
  }

  @Test
  void whatAKilledOneLeftIsPassedOverAndTakenAway() throws Exception {
    Path data = folder("data");
    Process program = start(data);
    program.destroyForcibly();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(word(data)).exists();

    Ended ended = run(data, List.of("plan", write("fleet.yaml", FLEET.formatted("a"))));

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(word(data)).doesNotExist();
  }

  @Test
  void anotherProgramOnThePortLearnsNothing() throws Exception {
    Path data = folder("data");
    String fleet = write("fleet.yaml", FLEET.formatted("a"));
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    other.createContext(
        "/",
        exchange -> {
          heard.add(
              exchange.getRequestMethod()
                  + exchange.getRequestHeaders().entrySet()
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    other.start();
    try (EmbeddedDynamoDb held = EmbeddedDynamoDb.inFolder(data)) {
      assertThat(held.client()).isNotNull();
      new RunningFile(4711, "127.0.0.1", other.getAddress().getPort(), "s3cret").writeTo(data);

      Ended ended = run(data, List.of("apply", fleet));

      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines())
          .singleElement()
          .asString()
          .startsWith("the Headroom that runs on the data folder " + data + " (process 4711 on ")
          .contains("is not what answers there, so nothing was sent")
          .doesNotContain("s3cret");
    } finally {
      other.stop(0);
    }
    assertThat(heard)
        .singleElement()
        .asString()
        .startsWith("GET")
        .doesNotContain("s3cret")
        .doesNotContain("acme");
  }

  @Test
  void anInstanceOfAnotherVersionThatDoesNotKnowAWordSaysSo() throws Exception {
    Path data = folder("data");
    HttpServer older =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    older.createContext(
        "/commands/proof",
        exchange -> {
          String challenge = exchange.getRequestURI().getQuery().substring("challenge=".length());
          Proof proof = Proof.of("s3cret", challenge, "0.0.9");
          answer(exchange, new ObjectMapper().writeValueAsBytes(proof));
        });
    older.createContext(
        "/commands/manage",
        exchange ->
            answer(
                exchange,
                new ObjectMapper().writeValueAsBytes(Outcome.unknown(List.of("--days")))));
    older.start();
    try (EmbeddedDynamoDb held = EmbeddedDynamoDb.inFolder(data)) {
      assertThat(held.client()).isNotNull();
      new RunningFile(4711, "127.0.0.1", older.getAddress().getPort(), "s3cret").writeTo(data);

      Ended ended = run(data, List.of("what-if", "acme-prod", "--days", "3"));

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains("is version 0.0.9 and does not know --days, which this");
    } finally {
      older.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Outcome ask(RunningFile running, Order order) {
    return switch (new RunningHeadroom().ask(running, order)) {
      case Answer.Answered(Outcome outcome, String version) -> outcome;
      case Answer other -> throw new AssertionError(other);
    };
  }

  @Test
  void oneThatDoesNotListenYetIsToBeAskedAgain() throws Exception {
    Path data = folder("data");
    try (EmbeddedDynamoDb held = EmbeddedDynamoDb.inFolder(data)) {
      assertThat(held.client()).isNotNull();
      new RunningFile(4711, "127.0.0.1", Port.anyFree().orElseThrow(), "s3cret").writeTo(data);

      Ended ended = run(data, List.of("resume", "chat"));

      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.err()).contains("is starting or stopping, so ask again in a few seconds");
    }
  }

  /** A fleet, a disabled target, and nine days of readings, one an hour. */
  private Path folder(String name) throws IOException {
    Path data = temp.resolve(name);
    String fleet = write(name + "-first.yaml", FLEET.formatted("a"));
    assertThat(run(data, List.of("apply", fleet)).exitCode()).isZero();
    Target chat = new Target(new TargetId("chat"), "slack", Map.of("url", "env:SLACK_URL"));
    try (Stores stores = Stores.open(data, Tables.DEFAULT, Duration.ofDays(400))) {
      stores.health().replaceIfUnchanged(null, Trouble.disabled(chat, "it answered 410", SINCE));
      for (int hour = 0; hour < 24 * 9; hour++) {
        TreeMap<LimitName, Reading> all = new TreeMap<>();
        all.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(40_000 + 100 * hour, 50_000));
        stores
            .history()
            .put(
                new OrgId("acme-prod"),
                new Sample(Histories.MONDAY.plus(Duration.ofHours(hour)), new Snapshot(all, true)));
      }
    }
    return data;
  }

  /** Without ticks: it reads no org, so that nothing but commands changes the folder. */
  private Process start(Path data) throws Exception {
    Path own = Files.createDirectory(temp.resolve(data.getFileName() + "-process"));
    Process program =
        Program.start(
            own,
            Map.of(
                "headroom.fleet", write("started.yaml", FLEET.formatted("a")),
                "headroom.local.data", data.toString(),
                "headroom.history.raw-retention", "P400D",
                "headroom.local.autostart", "false",
                "quarkus.http.port", "0"),
            List.of());
    while (!Files.readString(own.resolve("out.txt")).contains("Listening on:")) {
      if (program.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it ended: " + Files.readString(own.resolve("err.txt")));
      }
    }
    assertThat(word(data)).exists();
    return program;
  }

  private static void end(Process program) throws InterruptedException {
    program.destroy();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private static Path word(Path data) {
    return data.resolve(RunningFile.NAME);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text).toString();
  }

  private static int post(Path data, String path, String authorization) throws Exception {
    RunningFile running = RunningFile.readFrom(data).orElseThrow();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + running.host() + ":" + running.port() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  /** Who changed the fleet or a target, in the order of the audit. */
  private static List<String> actors(Path data) {
    try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inFolder(data)) {
      List<String> actors = new ArrayList<>();
      database
          .client()
          .query(
              b ->
                  b.tableName(Tables.DEFAULT.state())
                      .keyConditionExpression("pk = :audit")
                      .expressionAttributeValues(Map.of(":audit", AttributeValue.fromS("AUDIT"))))
          .items()
          .forEach(row -> actors.add(requireNonNull(row.get("actor")).s()));
      return actors;
    }
  }

  private static Ended run(Path data, List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new ManageCommand(
                new SmallRyeConfigBuilder()
                    .withSources(
                        new PropertiesConfigSource(
                            Map.of(
                                "headroom.local.data",
                                data.toString(),
                                "headroom.history.raw-retention",
                                "P400D"),
                            "test",
                            100))
                    .build())
            .run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
