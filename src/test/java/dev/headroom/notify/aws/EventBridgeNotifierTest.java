package dev.headroom.notify.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.EventBridgeReceiver;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.notify.Notifier;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EventBridgeNotifierTest extends AwsNotifierContract {
  EventBridgeNotifierTest() {
    super("busArn", "arn:aws:events:eu-west-1:123456789012:event-bus/alerts");
  }

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new EventBridgeNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new EventBridgeReceiver();
  }

  @Override
  protected String mediaType() {
    return "application/x-amz-json-1.1";
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(body.at("/Entries/0/Detail/alertkey").asText());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 200 && body.contains("EventId");
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(bytes).isLessThanOrEqualTo(EventBridgeEntry.MAX_BYTES);
    assertThat(event(body).at("/data/title").asText()).startsWith("acme-prod: ").hasSize(1_000);
    assertThat(event(body).path("tenant").asText()).isEqualTo("t".repeat(64));
  }

  @Override
  JsonNode event(JsonNode body) {
    return body.at("/Entries/0/Detail");
  }

  @Override
  String refusal(String code) {
    return "{\"__type\":\"com.amazon.coral.service#" + code + "\",\"message\":\"no\"}";
  }

  /** Under 200 an entry that failed has a code of its own. */
  @ParameterizedTest
  @CsvSource({
    "ThrottlingException, RATE_LIMITED",
    "InternalFailure, SERVER",
    "AccessDeniedException, CONFIG",
    "SomethingNew, UNEXPECTED",
  })
  void aSuccessThatFailedIsNone(String code, String kind) {
    String body =
        "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\""
            + code
            + "\",\"ErrorMessage\":\"\"}]}";
    assertThat(
            kind(
                deliver(new FakeHttp(request -> reply(200, body)), "http://localhost/x", opened())))
        .hasToString(kind);
  }
}
