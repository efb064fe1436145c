package dev.headroom.notify.aws;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.EventTypes;
import dev.headroom.notify.http.Texts;
import dev.headroom.org.PlainText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event of CloudEvents 1.0.2 in structured mode (github.com/cloudevents/spec, "JSON Event
 * Format"): {@code data} is plain JSON, and names of extensions have only lower-case letters.
 */
final class CloudEvent {
  /** What every type begins with. */
  static final String PREFIX = "dev.headroom.";

  private static final String SOURCE = "urn:headroom";
  private static final int MAX_TEXT_CHARS = 1_000;
  private static final int MAX_EXTENSION_CHARS = 256;

  /** What makes an event large: left out of one that is too large. */
  private static final Set<String> LARGE =
      Set.of("tags", "alerts", "finding", "limits", "culprits", "steps");

  private CloudEvent() {}

  static String type(Notification n) {
    return PREFIX + EventTypes.of(n);
  }

  /**
   * Returns the event.
   *
   * @param whole whether with everything; else long texts are cut and lists left out
   */
  static Map<String, @Nullable Object> of(Notification n, boolean whole) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", n.outbox().toString());
    event.put("source", SOURCE);
    event.put("type", type(n));
    event.put("subject", subject(n));
    event.put("time", n.transition().evidence().slot().toString());
    event.put("datacontenttype", "application/json");
    event.put("alertkey", n.dedupKey());
    event.put("severity", n.severity().word());
    if (!n.transition().key().org().isFleet()) {
      event.put("org", n.transition().key().org().value());
    }
    if (n.tenant() != null && !n.tenant().isEmpty()) {
      event.put("tenant", extension(n.tenant()));
    }
    event.put("data", data(n, whole));
    return event;
  }

  /** Returns the data of the webhook. */
  private static Map<String, @Nullable Object> data(Notification n, boolean whole) {
    Map<String, @Nullable Object> data = Facts.of(n).values();
    data.remove("limitLabel");
    if (!whole) {
      data.keySet().removeAll(LARGE);
      data.replaceAll(
          (name, value) -> value instanceof String text ? Texts.cut(text, MAX_TEXT_CHARS) : value);
    }
    return data;
  }

  private static String subject(Notification n) {
    String id = n.transition().key().subjectId();
    return extension(
        n.transition().key().org().isFleet() ? id : n.transition().key().org() + "/" + id);
  }

  private static String extension(String text) {
    return Texts.cut(PlainText.of(text), MAX_EXTENSION_CHARS);
  }
}
