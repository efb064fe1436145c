package dev.headroom.local.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Tables;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.local.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Has a packaged Headroom fill a data folder with the story of {@link UpgradeFleet}, and packs it.
 *
 * <p>Takes the program's {@code quarkus-run.jar} and the folder that {@code data.zip} and {@code
 * stopped-at} are written to. The program runs as it was built; its clock is stopped ({@code
 * headroom.local.autostart=false}), and its functions are called with the slots of the story.
 */
public final class UpgradeFolder {
  /** The sweep hands over what has waited for five seconds. */
  private static final Duration GRACE = Duration.ofSeconds(6);

  /** Later than any run of a test: the database itself drops what is past its time to live. */
  private static final Instant KEPT_UNTIL = Instant.parse("2100-01-01T00:00:00Z");

  /** Forecasts are kept at first slots of such stretches of time, by every release. */
  private static final Duration FORECASTS_KEPT = Duration.ofHours(3);

  private static final List<String> FILES = List.of("headroom.db", "headroom-data.version");
  private static final Duration MAX_AWAITED = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private final Instant end;
  private final AtomicReference<Instant> clock;
  private final int port;

  private UpgradeFolder(Instant end) throws IOException {
    this.end = end;
    this.clock = new AtomicReference<>(end);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  /** Makes {@code data.zip} and {@code stopped-at}. */
  public static void main(String... args) throws Exception {
    Path jar = Path.of(args[0]);
    Path out = Path.of(args[1]);
    Instant end = end(InstantSource.system().instant());
    Path work = Files.createTempDirectory("headroom-upgrade");
    Path data = work.resolve("data");
    new UpgradeFolder(end).fill(jar, work, data);
    renew(data);
    pack(data, out.resolve("data.zip"));
    Files.writeString(out.resolve("stopped-at"), end + "\n");
    System.out.printf("%s holds the data until %s%n", out.resolve("data.zip"), end);
    System.exit(0);
  }

  /** The last slot: not so late in its stretch that the next readings belong to another one. */
  private static Instant end(Instant now) {
    long slot = now.getEpochSecond() - Math.floorMod(now.getEpochSecond(), 300);
    long intoStretch = Math.floorMod(slot, FORECASTS_KEPT.toSeconds());
    return Instant.ofEpochSecond(
        slot - Math.max(0, intoStretch - FORECASTS_KEPT.minusMinutes(40).toSeconds()));
  }

  private void fill(Path jar, Path work, Path data) throws Exception {
    try (Simulator simulator = UpgradeFleet.simulator(clock::get);
        Receiver receiver = new Receiver()) {
      String manifest = UpgradeFleet.manifest(simulator.port());
      Path fleet = Files.writeString(work.resolve("fleet.yaml"), manifest);
      Process program = start(jar, work, data, fleet, receiver.port());
      boolean stopped;
      try {
        awaitAnswer(program);
        call("manage", Map.of("action", "apply", "manifest", manifest));
        int minutes = UpgradeFleet.HISTORY;
        for (; minutes >= 540; minutes -= UpgradeFleet.step(minutes)) {
          read(simulator, minutes);
        }
        sweep(receiver);
        for (; minutes >= 60; minutes -= UpgradeFleet.step(minutes)) {
          read(simulator, minutes);
        }
        sweep(receiver);
        receiver.setWilling(false);
        for (; minutes > 0; minutes -= UpgradeFleet.step(minutes)) {
          read(simulator, minutes);
        }
        sweep(receiver);
        // Nobody is told of this one: the program is stopped before it hands it over.
        read(simulator, 0);
      } finally {
        program.destroy();
        stopped = program.waitFor(60, TimeUnit.SECONDS);
        program.destroyForcibly();
      }
      if (!stopped) {
        throw new IllegalStateException("the program did not stop by itself");
      }
    }
  }

  private Process start(Path jar, Path work, Path data, Path fleet, int receiverPort)
      throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dheadroom.local.data=" + data,
            "-Dheadroom.local.autostart=false",
            "-Dheadroom.fleet=" + fleet,
            "-Dheadroom.egress.allow-loopback=true",
            "-Dquarkus.http.port=" + port,
            "-jar",
            jar.toString());
    program.environment().putAll(UpgradeFleet.secrets(receiverPort));
    return program
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("program.log").toFile())
        .start();
  }

  private void awaitAnswer(Process program) throws InterruptedException {
    for (long tries = 0; tries < MAX_AWAITED.toMillis() / 200; tries++) {
      try {
        get("/q/health/live");
        return;
      } catch (IOException notYet) {
        if (!program.isAlive()) {
          throw new IllegalStateException("the program ended", notYet);
        }
        Thread.sleep(200);
      }
    }
    throw new IllegalStateException("the program does not answer");
  }

  private void read(Simulator simulator, int minutes) throws IOException, InterruptedException {
    Instant slot = end.minus(Duration.ofMinutes(minutes));
    clock.set(slot);
    UpgradeFleet.show(simulator.url(), minutes);
    for (String org : UpgradeFleet.ORGS) {
      // One after the other, so that the database's pages come out alike.
      String body = json.writeValueAsString(Map.of("slot", slot.toString(), "orgs", List.of(org)));
      String answer =
          call("poll", Map.of("Records", List.of(Map.of("messageId", org, "body", body))));
      if (!json.readTree(answer).path("batchItemFailures").isEmpty()) {
        throw new IllegalStateException(org + " at " + slot + ": " + answer);
      }
    }
  }

  /** Hands over what waits, and lets every target be tried. */
  private void sweep(Receiver receiver) throws IOException, InterruptedException {
    Thread.sleep(GRACE);
    call("publish", Map.of("time", InstantSource.system().instant().toString()));
    int seen = -1;
    for (int tries = 0; tries < 15 && receiver.count() != seen; tries++) {
      seen = receiver.count();
      Thread.sleep(Duration.ofSeconds(2));
    }
  }

  private String call(String function, Map<String, ?> event)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            to("/functions/" + function)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(event)))
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(function + ": " + answer.body());
    }
    return answer.body();
  }

  private void get(String path) throws IOException, InterruptedException {
    http.send(to(path).GET().build(), HttpResponse.BodyHandlers.discarding());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  /** Puts off when the database drops items, and changes nothing else. */
  private static void renew(Path data) {
    AttributeValue later = AttributeValue.fromN(String.valueOf(KEPT_UNTIL.getEpochSecond()));
    try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inFolder(data)) {
      for (String table : List.of(Tables.DEFAULT.samples(), Tables.DEFAULT.state())) {
        database
            .client()
            .scanPaginator(s -> s.tableName(table))
            .items()
            .forEach(
                item -> {
                  if (item.containsKey(Tables.TTL)) {
                    database
                        .client()
                        .updateItem(
                            u ->
                                u.tableName(table)
                                    .key(
                                        Map.of(
                                            Tables.PK,
                                            item.get(Tables.PK),
                                            Tables.SK,
                                            item.get(Tables.SK)))
                                    .updateExpression("SET #ttl = :later")
                                    .expressionAttributeNames(Map.of("#ttl", Tables.TTL))
                                    .expressionAttributeValues(Map.of(":later", later)));
                  }
                });
      }
    }
  }

  private static void pack(Path data, Path zip) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.setLevel(9);
      for (String file : FILES) {
        ZipEntry entry = new ZipEntry(file);
        entry.setTime(0);
        out.putNextEntry(entry);
        Files.copy(data.resolve(file), out);
        out.closeEntry();
      }
    }
  }
}
