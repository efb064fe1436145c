package dev.headroom.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.LogCanary;
import dev.headroom.auth.Secret;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.WebhookReceiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhookNotifierTest extends NotifierContract {
  private static final String KEY =
      Base64.getEncoder()
          .encodeToString("canary canary canary 123".getBytes(StandardCharsets.UTF_8));
  private static final String SECRET = "whsec_" + KEY;

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new WebhookNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new WebhookReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url, "secret", SECRET);
  }

  @Override
  protected List<String> secrets() {
    return List.of(SECRET, KEY);
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(204, "");
  }

  /** "2xx" (Standard Webhooks, "Deliverability and reliability"). */
  @Override
  protected boolean isSuccess(int status, String body) {
    return status / 100 == 2;
  }

  @Override
  protected DeliveryResult expected(int status) {
    return status == 410 ? new DeliveryResult.Gone("") : super.expected(status);
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    assertThat(request.header("webhook-id")).isEqualTo("acme-prod:17:0:mine");
    return Optional.of(body.at("/data/key").asText());
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    // The specification has no cap: nothing may be lost.
    assertThat(body.at("/data/tags").size()).isEqualTo(2_000);
  }

  /** The example of the specification ("Verifying signatures", "Signature scheme"). */
  @Test
  void theSignatureIsThatOfTheSpecificationsExample() {
    assertThat(
            Signatures.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .orElseThrow()
                .header(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1614265330,
                    "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void idIsTheSameForEveryAttemptAndTimestampIsTheAttempts() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      new WebhookNotifier(http()).deliver(opened(), target(url(server)), AT.plusSeconds(90));
      assertThat(server.requests())
          .extracting(r -> r.header("webhook-id"))
          .containsExactly("acme-prod:17:0:mine", "acme-prod:17:0:mine");
      assertThat(server.requests())
          .extracting(r -> Long.parseLong(r.header("webhook-timestamp")) - AT.getEpochSecond())
          .containsExactly(0L, 90L);
      assertThat(server.requests())
          .extracting(r -> r.header("webhook-signature"))
          .doesNotHaveDuplicates()
          .allMatch(s -> s.startsWith("v1,"));
    }
  }

  @Test
  void duringARotationEverySecretSigns() {
    String both = SECRET + " whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    Signatures signatures = Signatures.of(both).orElseThrow();
    String header = signatures.header("id", 1, new byte[0]);
    assertThat(header.split(" ", -1)).hasSize(2).doesNotHaveDuplicates();
    assertThat(header).startsWith(Signatures.of(SECRET).orElseThrow().header("id", 1, new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 23})
  void aWeakSecretIsRefusedForANewTargetAndSignsWithAWarningForAStoredOne(int bytes)
      throws Exception {
    String weak = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    try (RawServer server = accepting();
        LogCanary log = LogCanary.listening()) {
      WebhookNotifier notifier = new WebhookNotifier(http());
      for (String secret : List.of(weak, SECRET + " " + weak)) {
        assertThat(notifier.deliver(opened(), target(server, secret, false), AT))
            .isInstanceOfSatisfying(
                DeliveryResult.Rejected.class,
                r -> {
                  assertThat(r.kind()).isEqualTo(RejectKind.CONFIG);
                  assertThat(r.detail())
                      .contains("mine", "fewer than 24 bytes", "openssl rand -base64 32")
                      .doesNotContain(weak);
                });
      }
      assertThat(server.requests()).isEmpty();
      for (int i = 0; i < 2; i++) {
        assertThat(notifier.deliver(opened(), target(server, weak, true), AT))
            .isInstanceOf(DeliveryResult.Accepted.class);
      }
      assertThat(server.requests()).hasSize(2);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("fewer than 24 bytes"))
          .singleElement()
          .satisfies(line -> assertThat(line).contains("mine", "one more release"))
          .satisfies(line -> assertThat(line).doesNotContain(weak));
    }
  }

  @Test
  void twentyFourBytesAreEnough() throws Exception {
    String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    try (RawServer server = accepting();
        LogCanary log = LogCanary.listening()) {
      assertThat(new WebhookNotifier(http()).deliver(opened(), target(server, secret, false), AT))
          .isInstanceOf(DeliveryResult.Accepted.class);
      assertThat(log.lines()).noneMatch(line -> line.contains("bytes"));
    }
  }

  private ResolvedTarget target(RawServer server, String secret, boolean lenient) {
    return new ResolvedTarget(
        new TargetId("mine"),
        Map.of("url", Secret.of(url(server)), "secret", Secret.of(secret)),
        lenient);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "canary", "whsec_canary!", "whsec_YWJj canary"})
  void anInvalidSecretIsReportedWithoutShowingIt(String secret) throws Exception {
    try (RawServer server = accepting()) {
      ResolvedTarget target =
          new ResolvedTarget(
              new TargetId("mine"),
              Map.of("url", Secret.of(url(server)), "secret", Secret.of(secret)));
      DeliveryResult result = new WebhookNotifier(http()).deliver(opened(), target, AT);
      assertThat(result)
          .isInstanceOfSatisfying(
              DeliveryResult.Rejected.class,
              r -> assertThat(r.kind()).isEqualTo(RejectKind.CONFIG));
      assertThat(result.toString()).doesNotContain("canary");
      assertThat(server.requests()).isEmpty();
    }
  }
}
