package dev.headroom.notify.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.Secret;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.HttpRequestSpec;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PagerDutyNotifierTest extends NotifierContract {
  private static final String KEY = "r0canary0routing0key0canary01234";

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new PagerDutyNotifier(http);
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("routingKey", KEY, "url", url);
  }

  @Override
  protected List<String> secrets() {
    return List.of(KEY);
  }

  @Override
  protected String success() {
    return "{\"status\":\"success\",\"message\":\"Event processed\"}";
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(body.get("dedup_key").asText());
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(bytes).isLessThanOrEqualTo(512_000);
    assertThat(body.at("/payload/summary").asText()).hasSize(1024).endsWith("…");
    assertThat(body.at("/payload/custom_details/note").asText()).isNotEmpty();
    assertThat(body.get("dedup_key").asText()).hasSize(64);
  }

  @Test
  void withoutAnAddressEventsGoToPagerDuty() {
    List<HttpRequestSpec> requests = new ArrayList<>();
    OutboundHttp http =
        request -> {
          requests.add(request);
          return new HttpOutcome.Reply(202, Map.of(), HttpBody.of(success()));
        };
    ResolvedTarget target =
        new ResolvedTarget(new TargetId("pager"), Map.of("routingKey", Secret.of(KEY)));
    assertThat(new PagerDutyNotifier(http).deliver(opened(), target, AT))
        .isInstanceOf(DeliveryResult.Accepted.class);
    assertThat(requests)
        .singleElement()
        .returns("https://events.pagerduty.com/v2/enqueue", r -> r.uri().toString());
  }
}
