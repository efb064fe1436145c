package dev.headroom.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import dev.headroom.http.RawServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  private static final Path ZIP = Path.of("target", "function.zip");
  private static final String SLOT = "2026-11-25T10:00:00Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static DynamoDBProxyServer server;
  private static DynamoDbClient dynamo;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    unzip();
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
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
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
  void onePollGoesAllTheWayAndAPoisonedRecordFailsAlone() throws Exception {
    try (RawServer org = new RawServer(PackagedFunctionIT::salesforce)) {
      String manifest =
          """
          version: 1
          tenants:
            - {id: acme, name: Acme}
          orgs:
            - id: acme-prod
              tenant: acme
              loginUrl: %s
              auth: {type: client-credentials, clientId: 3MVG9clientid, clientSecret: "env:SECRET"}
          """
              .formatted(org.uri(""));

      String applied =
          ask("manage", JSON.writeValueAsString(Map.of("action", "apply", "manifest", manifest)));
      String polled =
          ask(
              "poll",
              """
              {"Records": [
                {"messageId": "good", "eventSource": "aws:sqs",
                 "body": "{\\"slot\\": \\"%s\\", \\"orgs\\": [\\"acme-prod\\"]}"},
                {"messageId": "poisoned", "eventSource": "aws:sqs", "body": "rubbish"}]}
              """
                  .formatted(SLOT));

      assertThat(JSON.readTree(applied).path("violations")).as(applied).isEmpty();
      assertThat(JSON.readTree(polled))
          .isEqualTo(
              JSON.readTree("{\"batchItemFailures\": [{\"itemIdentifier\": \"poisoned\"}]}"));
      assertThat(dynamo.scan(b -> b.tableName("samples")).items())
          .anyMatch(item -> text(item, "pk").startsWith("T#acme-prod#20261125"));
      assertThat(dynamo.scan(b -> b.tableName("state")).items())
          .filteredOn(item -> text(item, "pk").equals("OUT#acme-prod"))
          .hasSize(1)
          .allMatch(item -> text(item, "transition").contains("\"severity\":\"ESCALATION\""));
    }
  }

  /** An org at 85 % of its calls: its login, its versions, its limits. */
  private static void salesforce(RawServer.Request request, OutputStream out) throws IOException {
    String body =
        switch (request.path()) {
          case "/services/oauth2/token" ->
              "{\"access_token\": \"00D000000000001!t\", \"token_type\": \"Bearer\","
                  + " \"instance_url\": \"http://%s\"}".formatted(request.header("host"));
          case "/services/data/" ->
              "[{\"label\": \"x\", \"url\": \"/services/data/v62.0\", \"version\": \"62.0\"}]";
          default -> "{\"DailyApiRequests\": {\"Max\": 100, \"Remaining\": 15}}";
        };
    out.write(RawServer.json(200, body));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }

  /** Starts the artifact as {@code export}, has it answer one event, ends it. */
  private static String ask(String export, String event) throws Exception {
    Path log = folder.resolve(export + ".log");
    try (RuntimeApi api = new RuntimeApi()) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  classPath(),
                  "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                  "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment(export, api));
      Process process = builder.start();
      try {
        String answer = api.invoke(event, process);
        if (answer == null) {
          throw new AssertionError("no answer; its log:\n" + Files.readString(log, UTF_8));
        }
        return answer;
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static Map<String, String> environment(String export, RuntimeApi api) {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
        Map.entry("_HANDLER", "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest"),
        Map.entry("LAMBDA_TASK_ROOT", folder.toString()),
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "test"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
        Map.entry("QUARKUS_FUNQY_EXPORT", export),
        Map.entry("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", "http://localhost:" + port),
        Map.entry("HEADROOM_TABLES_SAMPLES", "samples"),
        Map.entry("HEADROOM_TABLES_STATE", "state"),
        Map.entry("HEADROOM_SECRETS_ENV_ALLOWED", "true"),
        Map.entry("HEADROOM_EGRESS_ALLOW_LOOPBACK", "true"),
        Map.entry("SECRET", "c1ient-s3cret"));
  }

  /** The artifact and its libraries; of this test's own only the runtime interface client. */
  private static String classPath() throws IOException {
    String client =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(
                jar ->
                    jar.contains("aws-lambda-java-runtime-interface-client")
                        || jar.contains("aws-lambda-java-serialization"))
            .collect(Collectors.joining(File.pathSeparator));
    return String.join(
        File.pathSeparator,
        folder.toString(),
        folder.resolve("lib") + File.separator + "*",
        client);
  }

  private static void unzip() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        Path file = folder.resolve(entry.getName()).normalize();
        assertThat(file.startsWith(folder)).as(entry.getName()).isTrue();
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (var in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
    }
  }
}
