package dev.headroom.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.Evidence;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The webhook's JSON: the same bytes on every attempt, since nothing of the attempt is in it. */
final class WebhookBody {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private WebhookBody() {}

  static byte[] of(Notification n) {
    ObjectNode body = JSON.createObjectNode();
    body.put("type", type(n));
    body.put("timestamp", n.transition().evidence().slot().toString());
    Map<String, @Nullable Object> data = Facts.of(n);
    data.remove("limitLabel");
    body.set("data", JSON.valueToTree(data));
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is always JSON", e);
    }
  }

  private static String type(Notification n) {
    return n.transition().evidence() instanceof Evidence.Group
        ? "alert.group"
        : "alert." + n.transition().word().replace('-', '_');
  }
}
