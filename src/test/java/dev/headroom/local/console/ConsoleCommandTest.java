package dev.headroom.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.fleet.Violation;
import dev.headroom.local.config.DeployedTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Which tables a console opens, by answers of CloudFormation in its documented form. */
class ConsoleCommandTest {
  private final List<String> requests = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();
  private HttpServer cloudFormation;
  private ConsoleCommand command;

  @BeforeEach
  void start() throws IOException {
    cloudFormation =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloudFormation.createContext("/", this::answer);
    cloudFormation.start();
    command =
        new ConsoleCommand(
            new StackLookup(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "s")),
                Optional.of(
                    URI.create("http://localhost:" + cloudFormation.getAddress().getPort() + "/"))),
            new TableCheck(tables -> new Client()));
  }

  @AfterEach
  void stop() {
    cloudFormation.stop(0);
  }

  /** Has every table but the missing ones. */
  private final class Client implements DynamoDbClient {
    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      if (missing.contains(request.tableName())) {
        throw ResourceNotFoundException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("ResourceNotFoundException")
                    .errorMessage("Requested resource not found")
                    .build())
            .build();
      }
      return GetItemResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(body);
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    String stack = body.replaceAll(".*StackName=([^&]*).*", "$1");
    boolean known = Set.of("headroom", "other", "bucket").contains(stack);
    byte[] answer =
        (known
                ? stack(stack)
                : refusal("ValidationError", "Stack with id %s does not exist", stack))
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 400, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String stack(String name) {
    String outputs =
        name.equals("bucket")
            ? output("Bucket", "b")
            : output("SamplesTable", name + "-SamplesTable-1A")
                + output("PollQueueUrl", "https://sqs.eu-west-1.amazonaws.com/1/q")
                + output("StateTable", name + "-StateTable-2B");
    return """
    <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
      <DescribeStacksResult><Stacks><member>
        <StackName>%s</StackName><StackStatus>UPDATE_COMPLETE</StackStatus>
        <Parameters><member><ParameterKey>SamplesTable</ParameterKey>
          <ParameterValue>no</ParameterValue></member></Parameters>
        <Outputs>%s</Outputs>
      </member></Stacks></DescribeStacksResult>
    </DescribeStacksResponse>
    """
        .formatted(name, outputs);
  }

  private static String output(String key, String value) {
    return "<member><Description>A &amp; B</Description><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
        .formatted(key, value);
  }

  private static String refusal(String code, String message, String stack) {
    return """
    <ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
      <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
    </ErrorResponse>
    """
        .formatted(code, message.formatted(stack));
  }

  private static List<String> lines(ConsoleCommand.Prepared prepared) {
    return prepared.violations().stream().map(Violation::toString).toList();
  }

  @Test
  void theTablesOfAStackAreFoundByItsOutputs() {
    ConsoleCommand.Prepared prepared = command.prepare(Map.of("stack", "headroom@eu-west-1"));

    assertThat(prepared.violations()).isEmpty();
    assertThat(prepared.keys())
        .containsEntry(
            "headroom.console.tables",
            "headroom=headroom-SamplesTable-1A+headroom-StateTable-2B@eu-west-1")
        .containsEntry("headroom.tables.samples", "headroom-SamplesTable-1A")
        .containsEntry("headroom.tables.state", "headroom-StateTable-2B")
        .doesNotContainKey("headroom.console.tenant");
    assertThat(requests)
        .containsExactly("Action=DescribeStacks&Version=2010-05-15&StackName=headroom");
    assertThat(authorizations.getFirst())
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        .contains("/eu-west-1/cloudformation/aws4_request", "content-type");
  }

  @Test
  void severalStacksAreOneFleet() {
    ConsoleCommand.Prepared prepared =
        command.prepare(Map.of("stack", "headroom@eu-west-1, headroom@us-east-1, other@us-east-1"));

    assertThat(prepared.violations()).isEmpty();
    assertThat(
            requireNonNull(
                    new DeployedTables.Listed()
                        .convert(requireNonNull(prepared.keys().get("headroom.console.tables"))))
                .stacks())
        .extracting(DeployedTables::name)
        .containsExactly("headroom", "headroom-us-east-1", "other");
  }

  @Test
  void aStackThatCannotBeShownIsNamedAndTheOthersAreShown() {
    missing.add("other-StateTable-2B");

    ConsoleCommand.Prepared prepared =
        command.prepare(
            Map.of(
                "stack",
                "gone@eu-west-1,bucket@eu-west-1,other@eu-west-1,head room,headroom@eu-west-1",
                "tenant",
                "acme"));

    assertThat(prepared.keys())
        .containsEntry("headroom.tables.state", "headroom-StateTable-2B")
        .containsEntry("headroom.console.tenant", "acme");
    assertThat(lines(prepared))
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line).contains("gone@eu-west-1", "Stack with id gone does not exist"),
            line -> assertThat(line).contains("bucket@eu-west-1", "not one of Headroom"),
            line -> assertThat(line).contains("head room", "is not the name of a stack"),
            line ->
                assertThat(line)
                    .contains("stack other", "is left out", "ResourceNotFoundException"));
  }

  @Test
  void withoutItsSamplesAStackIsShownWithoutHistory() {
    missing.add("headroom-SamplesTable-1A");

    ConsoleCommand.Prepared prepared = command.prepare(Map.of("stack", "headroom@eu-west-1"));

    assertThat(prepared.keys()).isNotEmpty();
    assertThat(lines(prepared))
        .singleElement()
        .asString()
        .contains("headroom-SamplesTable-1A", "shown without history");
  }

  @Test
  void tablesAreNamedInsteadOfStacks() {
    assertThat(command.prepare(Map.of("tables", "one+two, x=three+four@eu-west-1")).keys())
        .containsEntry("headroom.console.tables", "two=one+two,x=three+four@eu-west-1");
    assertThat(lines(command.prepare(Map.of("tables", "one"))))
        .singleElement()
        .asString()
        .startsWith("--tables: is not a pair of tables (found: one)");
    assertThat(lines(command.prepare(Map.of("tables", "one+two,three+two"))))
        .singleElement()
        .asString()
        .contains("two stacks of the name two");
    assertThat(requests).isEmpty();
  }

  @Test
  void oneOfThemIsNeeded() {
    assertThat(lines(command.prepare(Map.of()))).singleElement().asString().contains("is missing");
    assertThat(lines(command.prepare(Map.of("stack", "a", "tables", "b+c"))))
        .singleElement()
        .asString()
        .contains("cannot be given with --tables");
  }
}
