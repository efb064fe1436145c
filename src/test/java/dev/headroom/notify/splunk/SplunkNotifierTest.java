package dev.headroom.notify.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.SplunkReceiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SplunkNotifierTest extends NotifierContract {
  private static final String TOKEN = "0canary0-hec0-token-0000-canary000000";

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new SplunkNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new SplunkReceiver();
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
    return Optional.of(body.at("/event/key").asText());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "{\"text\":\"Success\",\"code\":0}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return false;
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(bytes).isLessThanOrEqualTo(SplunkEvent.MAX_BYTES);
    assertThat(body.at("/event/title").asText()).startsWith("acme-prod: ");
    assertThat(body.at("/event/used").asLong()).isEqualTo(62_000);
    assertThat(body.at("/event/note").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200, 0, accepted",
    "200, 6, POISON",
    "403, 1, UNUSABLE",
    "401, 2, UNUSABLE",
    "401, 3, UNUSABLE",
    "403, 4, UNUSABLE",
    "400, 5, POISON",
    "400, 6, POISON",
    "400, 7, UNUSABLE",
    "500, 8, SERVER",
    "503, 9, SERVER",
    "400, 10, UNUSABLE",
    "400, 11, UNUSABLE",
    "400, 12, POISON",
    "400, 13, POISON",
    "400, 14, UNUSABLE",
    "400, 99, POISON",
    "200, 9, SERVER",
    "200, 99, UNEXPECTED",
  })
  void theCodeSaysWhoMustAct(int status, int code, String expected) {
    assertThat(kind(answered(status, "{\"text\":\"x\",\"code\":" + code + "}")).toString())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"text\":\"Success\"}", "{\"code\":\"0\"}", "<html>", "{\"code\":0"})
  void a200WithoutCode0IsAFailure(String body) {
    assertThat(kind(answered(200, body))).isEqualTo(RetryKind.UNEXPECTED);
  }

  @Test
  void aBusyCollectorIsLeftAloneForAsLongAsItAsks() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, out) ->
                out.write(
                    RawServer.answer(
                        503,
                        "Retry-After: 7\r\n",
                        RawServer.bytes("{\"text\":\"Server is busy\",\"code\":9}"))))) {
      assertThat(deliver(server, opened()))
          .isInstanceOfSatisfying(
              DeliveryResult.Retryable.class,
              r -> assertThat(r.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }
  }

  @Test
  void indexSourceTypeAndChannelAreConfigured() throws Exception {
    try (RawServer server = accepting()) {
      ResolvedTarget target =
          new ResolvedTarget(
              new TargetId("hec"),
              Map.of("url", Secret.of(url(server)), "token", Secret.of(TOKEN)),
              Map.of("index", "sf", "sourcetype", "sf:alert", "channel", "c0ffee"),
              false);
      new SplunkNotifier(http()).deliver(opened(), target, AT);
      assertThat(server.requests())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.path()).isEqualTo(PATH + "/services/collector/event");
                assertThat(r.header("Authorization")).isEqualTo("Splunk " + TOKEN);
                assertThat(r.header("X-Splunk-Request-Channel")).isEqualTo("c0ffee");
                assertThat(r.body())
                    .contains("\"index\":\"sf\"")
                    .contains("\"sourcetype\":\"sf:alert\"");
              });
    }
  }

  private DeliveryResult answered(int status, String body) {
    return new SplunkNotifier(new FakeHttp(request -> reply(status, body)))
        .deliver(opened(), target("http://localhost" + PATH), AT);
  }
}
