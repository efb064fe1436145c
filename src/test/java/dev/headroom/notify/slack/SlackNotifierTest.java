package dev.headroom.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.SlackReceiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SlackNotifierTest extends NotifierContract {
  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new SlackNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new SlackReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url);
  }

  @Override
  protected List<String> secrets() {
    return List.of(PATH);
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.empty();
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "ok");
  }

  /** "HTTP 200 OK" and the plain text "ok" (docs.slack.dev, "Incoming webhooks"). */
  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 200 && body.strip().equals("ok");
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(body.get("text").asText().length()).isLessThanOrEqualTo(3_000);
    assertThat(body.get("blocks").size()).isLessThanOrEqualTo(50);
    assertThat(body.at("/blocks/0/text/text").asText().length()).isLessThanOrEqualTo(3_000);
    assertThat(body.at("/blocks/1/fields").size()).isLessThanOrEqualTo(10);
    body.at("/blocks/1/fields")
        .forEach(f -> assertThat(f.get("text").asText().length()).isLessThanOrEqualTo(2_000));
    assertThat(body.get("blocks").toString().length()).isLessThanOrEqualTo(13_200);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_payload, POISON",
    "400, invalid_blocks, POISON",
    "200, invalid_payload, POISON",
    "400, user_not_found, UNUSABLE",
    "403, action_prohibited, UNUSABLE",
    "403, invalid_token, UNUSABLE",
    "403, team_disabled, UNUSABLE",
    "404, channel_not_found, UNUSABLE",
    "404, no_service, UNUSABLE",
    "404, no_active_hooks, UNUSABLE",
    "404, no_team, UNUSABLE",
    "410, channel_is_archived, UNUSABLE",
    "200, no_service, UNUSABLE",
  })
  void slacksWordsSayWhoMustAct(int status, String word, RejectKind kind) throws Exception {
    assertThat(answered(status, word))
        .isEqualTo(new DeliveryResult.Rejected(kind, "Slack answered " + status + ": " + word));
  }

  @ParameterizedTest
  @CsvSource({"403, <html>", "404, not here", "410, gone", "401, ''"})
  void aRefusalWithoutSlacksWordMayPass(int status, String body) throws Exception {
    assertThat(kind(answered(status, body))).isEqualTo(RejectKind.CONFIG);
  }

  @Test
  void aGuestNetworksPageDoesNotMeanThatSlackReceivedIt() throws Exception {
    assertThat(answered(200, "<html>Sign in to the guest network</html>"))
        .isInstanceOfSatisfying(
            DeliveryResult.Retryable.class,
            r -> {
              assertThat(r.maybeReceived()).isFalse();
              assertThat(r.detail())
                  .endsWith("answered 200: <html>Sign in to the guest network</html>");
            });
  }

  @Test
  void controlCharactersAreEscapedAndNeverCutInTwo() {
    assertThat(SlackMessage.escape("a < b & c > d", 100)).isEqualTo("a &lt; b &amp; c &gt; d");
    assertThat(SlackMessage.escape("<<<", 9)).isEqualTo("&lt;&lt;…");
    assertThat(SlackMessage.escape("<<", 8)).isEqualTo("&lt;&lt;");
    assertThat(SlackMessage.escape("abcdef", 4)).isEqualTo("abc…");
    assertThat(SlackMessage.escape("ab😀😀", 4)).isEqualTo("ab…");
  }

  private DeliveryResult answered(int status, String word) throws Exception {
    try (RawServer server =
        new RawServer(
            (request, out) ->
                out.write(RawServer.answer(status, "", word.getBytes(StandardCharsets.UTF_8))))) {
      return deliver(server, opened());
    }
  }
}
