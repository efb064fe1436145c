package dev.headroom.notify.incidentio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.IncidentIoReceiver;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentIoNotifierTest extends NotifierContract {
  private static final String TOKEN = "t0canary-source-token-canary";

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new IncidentIoNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new IncidentIoReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url, "token", TOKEN);
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN);
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(body.get("deduplication_key").asText());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(202, "{\"status\":\"success\"}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 202;
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(bytes).isLessThanOrEqualTo(512_000);
    assertThat(body.get("title").asText()).startsWith("acme-prod: ").hasSize(1_000);
    assertThat(body.at("/metadata/note").asText()).isNotEmpty();
  }

  /** The description is Markdown: no link, emphasis or heading of it is somebody else's. */
  @Override
  protected void assertInert(JsonNode body, String text) {
    assertThat(body.get("description").asText())
        .doesNotContain("[x](")
        .doesNotContain(" *b*")
        .doesNotContain("<script>")
        .contains("\\[x\\]\\(");
    assertThat(body.get("description").asText().lines())
        .allSatisfy(line -> assertThat(line).startsWith("- "));
  }

  @Test
  void theTokenIsABearer() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      assertThat(server.requests().getLast().header("Authorization")).isEqualTo("Bearer " + TOKEN);
      assertThat(server.requests().getLast().path()).isEqualTo(PATH);
    }
  }

  @Test
  void aResolveIsResolved() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, resolved());
      assertThat(server.requests().getLast().body()).contains("\"status\":\"resolved\"");
    }
  }
}
