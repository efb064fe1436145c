package dev.headroom.local.console;

import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** Tables behind HTTP, as the service has them. */
final class EmulatedTables {
  private final int port;
  private final DynamoDBProxyServer server;
  private final DynamoDbClient client;

  EmulatedTables() throws Exception {
    this.port = freePort();
    this.server =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {
              "-inMemory", "-sharedDb", "-disableTelemetry", "-port", String.valueOf(port)
            });
    server.start();
    this.client =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create(url()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  String url() {
    return "http://localhost:" + port;
  }

  DynamoDbClient client() {
    return client;
  }

  /** What a process has to be told to read these tables as its own identity. */
  Map<String, String> keys() {
    return Map.of(
        "aws.endpointUrlDynamoDb",
        url(),
        "aws.region",
        Region.EU_WEST_1.id(),
        "aws.accessKeyId",
        "test",
        "aws.secretAccessKey",
        "test");
  }

  /** Creates the tables of a stack, with what is in {@code from}. */
  void create(Tables tables, DynamoDbClient from, Tables names) {
    TableCreator.createMissing(client, tables);
    copy(from, names.samples(), tables.samples());
    copy(from, names.state(), tables.state());
  }

  private void copy(DynamoDbClient from, String name, String to) {
    from.scanPaginator(s -> s.tableName(name)).items().stream()
        .forEach(item -> client.putItem(p -> p.tableName(to).item(item)));
  }

  /** Everything in both tables, in the order of its keys. */
  List<Map<String, AttributeValue>> content(Tables tables) {
    List<Map<String, AttributeValue>> all = new ArrayList<>();
    for (String table : List.of(tables.samples(), tables.state())) {
      client.scanPaginator(s -> s.tableName(table)).items().stream()
          .sorted(Comparator.comparing(item -> item.get(Tables.PK) + "/" + item.get(Tables.SK)))
          .forEach(all::add);
    }
    return all;
  }

  void close() throws Exception {
    client.close();
    server.stop();
  }
}
