package dev.headroom.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.EventTypes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The webhook's JSON: the same text on every attempt, because it contains nothing about the
 * attempt.
 */
@RegisterForReflection
record WebhookBody(String type, String timestamp, Map<String, @Nullable Object> data) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  static String of(Notification n) {
    Map<String, @Nullable Object> data = Facts.of(n).values();
    data.remove("limitLabel");
    try {
      // As bytes first: Jackson escapes what lies beyond the BMP in them, and not in texts.
      return new String(
          JSON.writeValueAsBytes(
              new WebhookBody(EventTypes.of(n), n.transition().evidence().slot().toString(), data)),
          StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }
}
