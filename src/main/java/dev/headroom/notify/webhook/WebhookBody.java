package dev.headroom.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Notification;
import org.jspecify.annotations.Nullable;

/** The webhook's JSON: the same bytes on every attempt, since nothing of the attempt is in it. */
final class WebhookBody {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private WebhookBody() {}

  static byte[] of(Notification n) {
    ObjectNode body = JSON.createObjectNode();
    body.put("type", "alert." + n.transition().word().replace('-', '_'));
    body.put("timestamp", n.transition().evidence().slot().toString());
    body.set("data", data(n));
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is always JSON", e);
    }
  }

  private static ObjectNode data(Notification n) {
    Transition t = n.transition();
    Evidence evidence = t.evidence();
    Reading reading = evidence.reading();
    Severity previous = n.previousSeverity();
    ObjectNode data = JSON.createObjectNode();
    data.put("key", n.dedupKey());
    data.put("transition", t.word());
    data.put("severity", n.severity().word());
    data.put("previousSeverity", previous == null ? null : previous.word());
    data.put("org", t.key().org().value());
    data.put("tenant", n.tenant());
    ObjectNode tags = data.putObject("tags");
    n.tags().forEach(tags::put);
    data.put("limit", t.key().limit().value());
    data.put("rule", t.key().rule().word());
    data.put("reason", t.episode().reason().word());
    data.put("used", reading == null ? null : reading.used());
    data.put("max", reading == null ? null : reading.max());
    data.put("remaining", reading == null ? null : reading.remaining());
    data.put("usedPercent", evidence.usedPercent());
    data.set("projection", projection(evidence.exhaustion()));
    data.put("slot", evidence.slot().toString());
    data.put("openedAt", t.episode().openedAt().toString());
    data.put("title", n.title());
    data.put("url", n.page() == null ? null : n.page().toString());
    return data;
  }

  private static @Nullable ObjectNode projection(Foresight.@Nullable Exhaustion e) {
    return e == null
        ? null
        : JSON.createObjectNode()
            .put("at", e.at().toString())
            .put("earliest", e.earliest().toString())
            .put("latest", e.latest().toString())
            .put("probability", e.probability())
            .put("why", e.why());
  }
}
