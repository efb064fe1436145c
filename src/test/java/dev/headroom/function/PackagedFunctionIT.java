package dev.headroom.function;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fuzz.Mutations;
import dev.headroom.fuzz.OddJson;
import dev.headroom.http.RawServer;
import dev.headroom.sqs.LoopbackQueues;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * The packaged artifact as a process of its own, as Lambda runs it: events come in through the
 * Runtime API, what was read is in DynamoDB Local.
 */
class PackagedFunctionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_RECEIVES = 3;
  private static final int HOSTILE_EVENTS = 200;
  private static final long HOSTILE_SEED = 20_261_125;

  @TempDir static Path folder;
  private static DynamoDBProxyServer server;
  private static DynamoDbClient dynamo;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    PackagedFunction.unzipTo(folder);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {"-inMemory", "-disableTelemetry", "-port", String.valueOf(port)});
    server.start();
    dynamo =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://localhost:" + port))
            .region(Region.EU_CENTRAL_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    TableCreator.createMissing(dynamo, new Tables("samples", "state"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void localModeIsNotInTheArtifact() throws IOException {
    assumeFalse(PackagedFunction.isNative(), "of a native executable the names are not to be seen");
    try (ZipFile zip = new ZipFile(PackagedFunction.ZIP.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();

      assertThat(names).anyMatch(name -> name.contains("dev/headroom/function/PollFunction"));
      assertThat(names)
          .noneMatch(name -> name.startsWith("dev/headroom/local/"))
          .noneMatch(name -> name.contains("DynamoDBLocal"))
          .noneMatch(name -> name.contains("quarkus-vertx-http"))
          .noneMatch(name -> name.contains("quarkus-qute"));
    }
  }

  @Test
  void oneHttpClientMakesOurCalls() throws IOException {
    assumeFalse(PackagedFunction.isNative(), "of a native executable the names are not to be seen");
    try (ZipFile zip = new ZipFile(PackagedFunction.ZIP.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .anyMatch(name -> name.contains("quarkus-rest-client-jackson"))
          .noneMatch(
              name -> name.matches(".*/(httpclient|httpcore|okhttp|jetty-client|reactor-netty).*"))
          // The AWS SDK's own, for calls to AWS: none but the smallest.
          .anyMatch(name -> name.contains("url-connection-client"))
          .noneMatch(name -> name.matches(".*/(apache|apache5|aws-crt|netty-nio)-client-.*"));
    }
  }

  @Test
  void aBadlyConfiguredFunctionFailsAtInitWithEverythingThatIsWrong() throws Exception {
    Map<String, String> environment =
        Map.of("HEADROOM_POLL_CONCURRENCY", "none", "HEADROOM_TABLES_SAMPLES", "headroom-state");
    try (PackagedFunction dispatch = new PackagedFunction("dispatch", folder, environment)) {
      assertThat(dispatch.ask("{}")).startsWith("error ");
      assertThat(dispatch.log())
          .contains(
              "headroom.poll.concurrency: is not a whole number",
              "headroom.tables.samples: names the same table",
              "headroom.queues.poll: is missing");
    }
  }

  @Test
  void aTickBecomesADeliveredAlertAndAPoisonedRecordFailsAlone() throws Exception {
    try (RawServer outside = new RawServer(PackagedFunctionIT::outside);
        LoopbackQueues queues = new LoopbackQueues()) {
      assertThat(ask("manage", queues, manifest(outside.uri("").toString())))
          .singleElement()
          .satisfies(answer -> assertThat(answer.path("violations")).isEmpty());
      assertThat(dynamo.scan(b -> b.tableName("state")).items())
          .filteredOn(item -> text(item, "pk").equals("AUDIT"))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(text(row, "actor"))
                      .matches(
                          PackagedFunction.isNative()
                              ? "function manage, request [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
                              : "function manage, trace 1-5bef4de7-ad49b0e87f6ef6c87fc2e700"));

      // Each org has its own minute within its interval of five.
      List<JsonNode> dispatched =
          ask("dispatch", queues, IntStream.range(0, 5).mapToObj(PackagedFunctionIT::tick));
      assertThat(dispatched).extracting(answer -> answer.path("due").asInt()).contains(1);
      assertThat(queues.sentTo("poll")).hasSize(1);

      String message = queues.sentTo("poll").getFirst();
      assertThat(ask("poll", queues, Stream.of(LoopbackQueues.event(List.of(message, "rubbish")))))
          .containsExactly(
              JSON.readTree("{\"batchItemFailures\": [{\"itemIdentifier\": \"m2\"}]}"));
      assertThat(queues.sentTo("dead")).isEmpty();
      assertThat(dynamo.scan(b -> b.tableName("state")).items())
          .as("the sample waits in the state")
          .anyMatch(item -> text(item, "pk").equals("ORG#acme-prod") && item.containsKey("rs"));
      List<Map<String, AttributeValue>> outbox =
          dynamo.scan(b -> b.tableName("state")).items().stream()
              .filter(item -> text(item, "pk").equals("OUT#acme-prod"))
              .toList();
      assertThat(outbox)
          .singleElement()
          .satisfies(
              row -> assertThat(text(row, "transition")).contains("\"severity\":\"ESCALATION\""));

      assertThat(
              ask(
                  "manage",
                  queues,
                  Stream.of(
                      "{\"action\": \"backtest\", \"org\": \"acme-prod\", \"attention\": 50}",
                      "{\"action\": \"what-if\", \"org\": \"acme-prod\", \"calls\": 1000}")))
          .satisfiesExactly(
              backtest ->
                  assertThat(backtest.at("/backtest/history/slots").asInt())
                      .as(backtest.toString())
                      .isEqualTo(1),
              whatIf ->
                  assertThat(whatIf.at("/whatIf/unknown").asText())
                      .as(whatIf.toString())
                      .isEqualTo("No day before today was read in 8 or more of its hours."));

      assertThat(ask("publish", queues, inserted(outbox.getFirst())))
          .containsExactly(JSON.readTree("{\"batchItemFailures\": []}"));
      assertThat(queues.sentTo("notify")).hasSize(1);

      assertThat(ask("notify", queues, Stream.of(LoopbackQueues.event(queues.sentTo("notify")))))
          .containsExactly(JSON.readTree("{\"batchItemFailures\": []}"));
      assertThat(outside.requests())
          .filteredOn(request -> request.path().equals("/hook"))
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.header("webhook-id")).isEqualTo("acme-prod:1:0:hooks");
                assertThat(JSON.readTree(request.body()).path("type").asText())
                    .isEqualTo("alert.opened");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"poll, '{slot, orgs}'", "notify, '{outbox, target}'"})
  void whatCannotBeReadReachesItsDeadLetterQueueWithTheReason(String function, String shape)
      throws Exception {
    try (LoopbackQueues queues = new LoopbackQueues()) {
      String last = LoopbackQueues.event(List.of("rubbish"), MAX_RECEIVES);

      assertThat(ask(function, queues, Stream.of(last)))
          .containsExactly(JSON.readTree("{\"batchItemFailures\": []}"));
      assertThat(queues.sentTo("dead")).containsExactly("rubbish");
      assertThat(queues.attributesSentTo("dead"))
          .singleElement()
          .satisfies(
              attributes ->
                  assertThat(attributes)
                      .containsEntry("messageId", "m1")
                      .extractingByKey("reason")
                      .asString()
                      .startsWith("body is not " + shape));

      queues.refuse("dead");
      assertThat(ask(function, queues, Stream.of(last)))
          .containsExactly(
              JSON.readTree("{\"batchItemFailures\": [{\"itemIdentifier\": \"m1\"}]}"));
    }
  }

  /** Of the artifact itself: a filter of the log that is not found at run time says nothing. */
  @ParameterizedTest
  @CsvSource({"poll", "notify"})
  void hostileTextOfAnEventForgesNoLineOfTheLog(String function) throws Exception {
    try (LoopbackQueues queues = new LoopbackQueues();
        PackagedFunction asked = new PackagedFunction(function, folder, environment(queues))) {
      String id = "m\nERROR forged\u202Edne\u001B[2J";
      assertThat(
              asked.ask(
                  JSON.writeValueAsString(
                      Map.of("Records", List.of(Map.of("messageId", id, "body", "x"))))))
          .contains("batchItemFailures");

      assertThat(asked.log().lines())
          .noneMatch(line -> line.startsWith("ERROR forged"))
          .noneMatch(line -> line.contains("\u202E") || line.contains("\u001B"))
          .filteredOn(line -> line.contains("forged"))
          .singleElement()
          .asString()
          .contains("m ERROR forged\uFFFDdne");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dispatch", "poll", "publish", "notify", "manage"})
  void anEventOfAnyShapeIsAnsweredOrFailsAndTheNextIsAnsweredAsUsual(String name) throws Exception {
    String good = requireNonNull(EventSamples.byFunction().get(name));
    OddJson odd = new OddJson(HOSTILE_SEED);
    Mutations texts = new Mutations(HOSTILE_SEED);
    int failed = 0;
    try (LoopbackQueues queues = new LoopbackQueues();
        PackagedFunction function = new PackagedFunction(name, folder, lineByLine(queues))) {
      String expected = function.ask(good);
      assertThat(expected).doesNotStartWith("error ");
      for (int i = 0; i < HOSTILE_EVENTS; i++) {
        String event = i % 3 == 2 ? texts.of(List.of(good)) : odd.of(good);
        String answer = function.ask(event);
        failed += answer.startsWith("error ") ? 1 : 0;
        if (!answer.startsWith("error ")) {
          assertIsToldOf(event, answer, queues);
        }
      }
      assertThat(function.ask(good)).isEqualTo(expected);
      assertThat(function.log().lines()).noneMatch(line -> line.startsWith("ERROR forged"));
      assertThat(function.log()).doesNotContain("StackOverflowError", "OutOfMemoryError");
    }
    System.out.println(
        "hostile events of " + name + ": " + HOSTILE_EVENTS + "; function errors " + failed);
    assertThat(failed).isBetween(1, HOSTILE_EVENTS - 1);
  }

  /** Of a queue's records, each that can be named and not read is handed back or a dead letter. */
  private static void assertIsToldOf(String event, String answer, LoopbackQueues queues)
      throws IOException {
    JsonNode told = JSON.readTree(answer);
    for (JsonNode record : JSON.readTree(event).path("Records")) {
      if (record.path("body").asText().equals("rubbish") && record.path("messageId").isTextual()) {
        String id = record.path("messageId").asText();
        assertThat(
                told.path("batchItemFailures").findValuesAsText("itemIdentifier").contains(id)
                    || queues.sentTo("dead").contains("rubbish"))
            .as(event)
            .isTrue();
      }
    }
  }

  /** A manifest of one org and one webhook, applied. */
  private static Stream<String> manifest(String server) throws IOException {
    String manifest =
        """
        version: 1
        tenants:
          - {id: acme, name: Acme}
        orgs:
          - id: acme-prod
            tenant: acme
            loginUrl: %1$s
            auth: {type: client-credentials, clientId: 3MVG9clientid, clientSecret: "env:SECRET"}
        targets:
          - {id: hooks, type: webhook, url: "%1$s/hook", secret: "env:HOOK_SECRET"}
        routes:
          - {match: {}, to: [hooks]}
        """
            .formatted(server);
    return Stream.of(JSON.writeValueAsString(Map.of("action", "apply", "manifest", manifest)));
  }

  /** What EventBridge Scheduler sends at a minute. */
  private static String tick(int minute) {
    return "{\"time\": \"2026-11-25T10:0%d:00Z\"}".formatted(minute);
  }

  /** What the table's stream tells of a new row. */
  private static Stream<String> inserted(Map<String, AttributeValue> row) {
    String keys =
        "{\"pk\": {\"S\": \"%s\"}, \"sk\": {\"S\": \"%s\"}}"
            .formatted(text(row, "pk"), text(row, "sk"));
    return Stream.of(
        """
        {"Records": [{"eventID": "1", "eventName": "INSERT", "eventVersion": "1.1",
          "eventSource": "aws:dynamodb", "awsRegion": "eu-central-1",
          "dynamodb": {"ApproximateCreationDateTime": 1795600801.0, "Keys": %1$s,
            "NewImage": %1$s, "SequenceNumber": "4421584500000000017450439091",
            "SizeBytes": 26, "StreamViewType": "NEW_IMAGE"},
          "eventSourceARN": "arn:aws:dynamodb:eu-central-1:123456789012:table/state/stream/x"}]}
        """
            .formatted(keys));
  }

  /** An org at 85 % of its calls (its login, its versions, its limits), and a webhook. */
  private static void outside(RawServer.Request request, OutputStream out) throws IOException {
    String body =
        switch (request.path()) {
          case "/services/oauth2/token" ->
              "{\"access_token\": \"00D000000000001!t\", \"token_type\": \"Bearer\","
                  + " \"instance_url\": \"http://%s\"}".formatted(request.header("host"));
          case "/services/data/" ->
              "[{\"label\": \"x\", \"url\": \"/services/data/v62.0\", \"version\": \"62.0\"}]";
          case "/hook" -> "{}";
          default -> "{\"DailyApiRequests\": {\"Max\": 100, \"Remaining\": 15}}";
        };
    out.write(RawServer.json(200, body));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }

  /** Starts the function {@code export}, has it answer each event, ends it. */
  private static List<JsonNode> ask(String export, LoopbackQueues queues, Stream<String> events)
      throws Exception {
    List<JsonNode> answers = new ArrayList<>();
    try (PackagedFunction function = new PackagedFunction(export, folder, environment(queues))) {
      for (String event : events.toList()) {
        answers.add(JSON.readTree(function.ask(event)));
      }
    }
    return answers;
  }

  /**
   * The runtime client writes a failure as one record on Lambda, whatever lines it has. Without
   * Lambda's log descriptor it does so only in this format.
   */
  private static Map<String, String> lineByLine(LoopbackQueues queues) {
    Map<String, String> environment = new HashMap<>(environment(queues));
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    return environment;
  }

  private static Map<String, String> environment(LoopbackQueues queues) {
    return Map.ofEntries(
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "test"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
        Map.entry("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", "http://localhost:" + port),
        Map.entry("QUARKUS_SQS_ENDPOINT_OVERRIDE", queues.endpoint().toString()),
        Map.entry("HEADROOM_QUEUES_POLL", queues.url("poll")),
        Map.entry("HEADROOM_QUEUES_NOTIFICATION", queues.url("notify")),
        Map.entry("HEADROOM_QUEUES_DEAD_LETTERS", queues.url("dead")),
        Map.entry("HEADROOM_QUEUES_MOST_RECEIVES", Integer.toString(MAX_RECEIVES)),
        Map.entry("HEADROOM_SECRET_HOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        Map.entry("HEADROOM_TABLES_SAMPLES", "samples"),
        Map.entry("HEADROOM_TABLES_STATE", "state"),
        Map.entry("HEADROOM_SECRETS_ENV_ALLOWED", "true"),
        Map.entry("HEADROOM_EGRESS_ALLOW_LOOPBACK", "true"),
        Map.entry("HEADROOM_SECRET_SECRET", "c1ient-s3cret"));
  }
}
