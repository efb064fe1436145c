package dev.headroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.Violation;
import dev.headroom.local.config.DeployedTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A caller whose identity may not read one of two tables, by what the service answers then. */
class TableCheckTest {
  private static final DeployedTables STACK =
      new DeployedTables("prod", new Tables("prod-samples", "prod-state"), Optional.empty());

  private HttpServer service;
  private volatile String denied = "";

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean refused = !denied.isEmpty() && asked.contains("\"" + denied + "\"");
          byte[] answer =
              (refused
                      ? "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":"
                          + "\"User: arn:aws:iam::123456789012:user/ada is not authorized to perform:"
                          + " dynamodb:GetItem on resource: table/"
                          + denied
                          + "\"}"
                      : "{}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
          exchange.sendResponseHeaders(refused ? 400 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void withBothTablesThereIsNothingToSay() {
    List<Violation> violations = new ArrayList<>();
    assertThat(check().isShown(STACK, violations)).isTrue();
    assertThat(violations).isEmpty();
  }

  @Test
  void withoutPermissionForTheSamplesAStackIsShownWithoutHistory() {
    denied = "prod-samples";
    List<Violation> violations = new ArrayList<>();
    assertThat(check().isShown(STACK, violations)).isTrue();
    assertThat(violations).singleElement().satisfies(this::namesTheTableAndTheAction);
    assertThat(violations.getFirst().problem()).startsWith("is shown without history");
  }

  @Test
  void withoutPermissionForTheStatesAStackIsLeftOut() {
    denied = "prod-state";
    List<Violation> violations = new ArrayList<>();
    assertThat(check().isShown(STACK, violations)).isFalse();
    assertThat(violations).singleElement().satisfies(this::namesTheTableAndTheAction);
    assertThat(violations.getFirst().problem()).startsWith("is left out");
  }

  private void namesTheTableAndTheAction(Violation violation) {
    assertThat(violation.path()).isEqualTo("stack prod");
    assertThat(violation.value()).isEqualTo(denied);
    assertThat(violation.problem())
        .contains("AccessDeniedException", "user/ada is not authorized", "dynamodb:GetItem");
    assertThat(violation.remedy()).contains("dynamodb:GetItem");
  }

  private TableCheck check() {
    return new TableCheck(
        stack ->
            DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + service.getAddress().getPort()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .build());
  }
}
