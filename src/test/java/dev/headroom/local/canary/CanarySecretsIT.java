package dev.headroom.local.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Tables;
import dev.headroom.export.ExporterTypes;
import dev.headroom.local.ManageCommand;
import dev.headroom.local.Program;
import dev.headroom.local.clock.DemoClock;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.local.running.RunningFile;
import dev.headroom.local.simulator.Simulator;
import dev.headroom.wiring.TargetTypes;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The packaged program with a secret of its own in every place that takes one, among orgs, targets
 * and stores that say back all that they are sent. None shows on any face, in the log, in what is
 * stored, or in a request to anybody but its owner.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CanarySecretsIT {
  private static final double FACTOR = 60;

  /** Addresses of one kind that are looked at. */
  private static final int MAX_ALIKE = 4;

  private static final Pattern LINK = Pattern.compile("(?:href|action|data-[a-z]+)=\"(/[^\"#]*)");
  private static final Pattern DOCUMENTED = Pattern.compile("`GET (/[^`]+)`");
  private static final Pattern KEY = Pattern.compile("\"key\":\\s?\"([0-9a-f]{64})\"");

  @TempDir Path temp;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Canaries canaries = new Canaries();
  private final Map<String, String> faces = new TreeMap<>();
  private final Map<String, CompletableFuture<HttpResponse<String>>> called = new TreeMap<>();
  private final CanaryFleet fleet = new CanaryFleet(canaries);
  private Path manifest = Path.of("unset");
  private URI pages = URI.create("http://unset");

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void noSecretShowsAnywhereButAtItsOwner() throws Exception {
    Path data = temp.resolve("data");
    Path own = Files.createDirectory(temp.resolve("process"));
    try (Simulator simulator =
            new Simulator(
                fleet.orgs(),
                new DemoClock(InstantSource.system(), FACTOR),
                InstantSource.system(),
                0);
        EchoingReceivers receivers = new EchoingReceivers()) {
      simulator.start();
      try (EchoingOrgs orgs = new EchoingOrgs(canaries, simulator.url())) {
        manifest =
            Files.writeString(temp.resolve("fleet.yaml"), fleet.manifest(orgs.port(), receivers));
        Process program = Program.start(own, keys(data), fleet.environment(), List.of());
        try {
          pages = listening(own, program);
          canaries.add("running", RunningFile.readFrom(data).orElseThrow().token());
          order(data, "test-fire", "all");
          call("attribute");
          call("audit");
          call("report");
          until(program, own, () -> isEverythingSent(orgs, receivers));
          look(data);
        } finally {
          program.destroy();
          assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        stored(data);
        assertOthersGotNothing(orgs, receivers);
        assertLogsNameNoUser(own, orgs);
      }
    }
    faces.put("log", Files.readString(own.resolve("out.txt")));
    faces.put("standard error", Files.readString(own.resolve("err.txt")));

    assertThat(canaries.size()).as("secrets").isGreaterThan(50);
    assertThat(faces.size()).as("faces").isGreaterThan(100);
    assertThat(faces.get("log")).as("what was said back").contains("globex-lab", "****");
    Map<String, Set<String>> found = new TreeMap<>();
    faces.forEach(
        (face, text) -> {
          Set<String> owners = canaries.in(text);
          if (!owners.isEmpty()) {
            found.put(face, owners);
          }
        });
    assertThat(found).isEmpty();
  }

  private Map<String, String> keys(Path data) {
    return Map.of(
        "headroom.fleet", manifest.toString(),
        "headroom.local.data", data.toString(),
        "headroom.local.clock-factor", Double.toString(FACTOR),
        "headroom.egress.allow-loopback", "true",
        "headroom.heartbeat.url", "env:" + CanaryFleet.HEARTBEAT,
        "headroom.metrics.stack", "canary",
        "headroom.usage.time", "PT10S",
        "quarkus.log.category.\"dev.headroom\".level", "DEBUG",
        "quarkus.http.port", "0");
  }

  private static URI listening(Path own, Process program) throws Exception {
    Pattern address = Pattern.compile("Listening on: (http://\\S+)");
    while (true) {
      Matcher said = address.matcher(Files.readString(own.resolve("out.txt")));
      if (said.find()) {
        return URI.create(said.group(1));
      }
      if (program.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "it ended: "
                + Files.readString(own.resolve("out.txt"))
                + Files.readString(own.resolve("err.txt")));
      }
    }
  }

  /** Something that becomes true while the program works. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void until(Process program, Path own, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (!condition.holds()) {
      if (System.nanoTime() > end || program.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "it did not get there: " + Files.readString(own.resolve("out.txt")));
      }
    }
  }

  /** Every target and store was sent something, most orgs were read, logs and access too. */
  private boolean isEverythingSent(EchoingOrgs orgs, EchoingReceivers receivers) throws Exception {
    Set<String> all = new TreeSet<>();
    TargetTypes.ALL.forEach(type -> all.add(type.name()));
    ExporterTypes.ALL.forEach(type -> all.add(type.name()));
    return receivers.owners().containsAll(all)
        && orgs.orgs().size() >= 10
        && get("/api/orgs/acme-erp/access").contains("\"takenAt\"")
        && orgs.requests().stream().anyMatch(request -> request.contains("/LogFile"))
        && get("/api/orgs").contains("\"problem\":\"");
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(pages.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
  }

  /** Gives two orgs their turn of a job. */
  private void call(String function) {
    for (String org :
        List.of(
            "acme-erp", "globex-prod", EchoingOrgs.REFUSES_LIMITS, EchoingOrgs.REFUSES_LOGINS)) {
      String body =
          "{\"Records\":[{\"messageId\":\"1\",\"body\":\"{\\\"org\\\":\\\"%s\\\",\\\"at\\\":\\\"%s\\\"}\"}]}"
              .formatted(org, Instant.now().plusSeconds(60));
      if (function.equals("report")) {
        body = "{\"time\":\"%s\"}".formatted(Instant.now());
      }
      HttpRequest request =
          HttpRequest.newBuilder(pages.resolve("/functions/" + function))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      called.put(
          "function " + function + " of " + org,
          client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }
  }

  /** Everything that can be looked at: pages from link to link, the API as documented, commands. */
  private void look(Path data) throws Exception {
    Deque<String> open = new ArrayDeque<>(List.of("/"));
    String alerts = get("/api/alerts?state=all");
    List<String> keys = KEY.matcher(alerts).results().map(r -> r.group(1)).limit(3).toList();
    assertThat(keys).isNotEmpty();
    Matcher documented = DOCUMENTED.matcher(Files.readString(Path.of("docs/reference/api.md")));
    while (documented.find()) {
      open.addAll(addresses(documented.group(1), keys));
    }
    Set<String> seen = new HashSet<>();
    Map<String, Integer> alike = new HashMap<>();
    while (!open.isEmpty()) {
      String path = open.removeFirst().replace("&amp;", "&");
      String kind =
          path.replaceAll("/(orgs|alerts|integrations)/[^/?]+", "/$1/*").replaceAll("=[^&]*", "");
      if (seen.add(path) && alike.merge(kind, 1, Integer::sum) <= MAX_ALIKE) {
        String answer = get(path);
        faces.put("GET " + path, answer);
        LINK.matcher(answer).results().forEach(link -> open.addLast(link.group(1)));
      }
    }
    commands(data, keys.getFirst());
    called.forEach(
        (function, answer) -> {
          // Reading event log files takes as long as it is given.
          if (answer.isDone()) {
            assertThat(answer.join().statusCode()).as(function).isEqualTo(200);
            faces.put(function, answer.join().body());
          }
        });
  }

  /** A documented route, for orgs that are read, refused, refusing and silent. */
  private static Set<String> addresses(String route, List<String> keys) {
    String plain =
        route
            .replaceAll("\\[.*?]", "")
            .replace("shape=...", "")
            .replace("attention=...", "")
            .replaceAll("[a-z]+=(?=&|$)", "");
    String path =
        plain
            + (route.contains("limit=")
                ? (plain.contains("?") ? "&" : "?") + "limit=DailyApiRequests"
                : "");
    Set<String> all = new TreeSet<>();
    for (String org :
        List.of(
            "acme-erp",
            EchoingOrgs.REFUSES_LOGINS,
            EchoingOrgs.REFUSES_LIMITS,
            EchoingOrgs.MALFORMED)) {
      for (String key : keys) {
        all.add(
            path.replace("{org}", org)
                .replace("{key}", key)
                .replace("{table}", "users")
                .replace("{day}", Instant.now().minusSeconds(86_400).toString().substring(0, 10))
                .replace("&&", "&"));
      }
    }
    return all;
  }

  private void commands(Path data, String key) {
    order(data, "validate", manifest.toString());
    order(data, "plan", manifest.toString());
    order(data, "check", "all");
    order(data, "check", "all", "--format", "json");
    order(data, "check", "--manifest", manifest.toString());
    order(data, "deliveries");
    order(data, "deliveries", "--state", "delivered", "--format", "json");
    order(data, "explain", "--org", "acme-erp", "--limit", "DailyApiRequests");
    order(data, "samples", "acme-erp", "--format", "json");
    order(data, "what-if", "acme-erp", "--calls", "100");
    order(data, "backtest", "acme-erp");
    order(data, "lock-out", "acme-erp", "--kind", "orgTrusted");
    order(data, "mute", "--alert", key, "--until", "PT2H", "--reason", "canary");
    order(data, "mutes");
    order(data, "overrides");
    order(data, "replay", "--target", "chat");
    order(data, "resume", "slack");
    order(data, "resume", "nobody");
    order(data, "apply", manifest.toString());
  }

  private void order(Path data, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode =
        new ManageCommand(
                new SmallRyeConfigBuilder()
                    .withSources(
                        new PropertiesConfigSource(
                            Map.of(
                                "headroom.local.data",
                                data.toString(),
                                "headroom.egress.allow-loopback",
                                "true"),
                            "test",
                            100))
                    .build())
            .run(
                List.of(arguments),
                new PrintStream(out, true, UTF_8),
                new PrintStream(out, true, UTF_8));
    faces.put("manage " + String.join(" ", arguments), exitCode + " " + out.toString(UTF_8));
  }

  /** Every item, and the bytes of every file. */
  private void stored(Path data) throws IOException {
    try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inFolder(data)) {
      for (String table : List.of(Tables.DEFAULT.samples(), Tables.DEFAULT.state())) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        database.client().scanPaginator(b -> b.tableName(table)).items().forEach(items::add);
        assertThat(items).as(table).isNotEmpty();
        faces.put(
            "items of " + table,
            items.stream().map(CanarySecretsIT::shown).collect(Collectors.joining("\n")));
      }
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        faces.put("file " + file.getFileName(), Files.readString(file, ISO_8859_1));
      }
    }
  }

  private static String shown(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .map(
            one ->
                one.getKey()
                    + "="
                    + (one.getValue().b() == null
                        ? one.getValue().toString()
                        : one.getValue().b().asString(ISO_8859_1)))
        .collect(Collectors.joining(" "));
  }

  /** Nobody gets another's secret, and nobody's own is in a body but where its protocol has it. */
  private void assertOthersGotNothing(EchoingOrgs orgs, EchoingReceivers receivers) {
    assertThat(orgs.requests()).hasSizeGreaterThan(50);
    for (String request : orgs.requests()) {
      assertThat(canaries.in(request)).as(request).isEmpty();
    }
    Set<String> arrived = new TreeSet<>();
    for (EchoingReceivers.Received request : receivers.received()) {
      Set<String> own = Set.of(request.owner(), "address of " + request.owner());
      Set<String> inHead = canaries.in(request.head());
      arrived.addAll(inHead);
      assertThat(own).as(request.head()).containsAll(inHead);
      // Events API v2 has no other place for the key of an integration.
      Set<String> inBody = request.owner().equals("pagerduty") ? Set.of("pagerduty") : Set.of();
      assertThat(inBody).as(request.body()).containsAll(canaries.in(request.body()));
    }
    // What is looked for is found where it has to be, in Base64 too.
    assertThat(arrived).contains("jsm", "servicenow-event", "datadog-metrics", "newrelic", "otlp");
  }

  /** Who uses an org is for its pages, not for logs and stores of metrics. */
  private void assertLogsNameNoUser(Path own, EchoingOrgs orgs) throws IOException {
    assertThat(orgs.users()).isNotEmpty();
    String log = Files.readString(own.resolve("out.txt")) + faces.get("GET /q/metrics");
    for (String user : orgs.users()) {
      assertThat(log).doesNotContain(user);
    }
  }
}
