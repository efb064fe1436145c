package dev.headroom.notify.splunk;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of the HTTP Event Collector (help.splunk.com, "Format events for HTTP Event Collector").
 */
final class SplunkEvent {
  /** Splunk accepts 1 MB and more; half of that is far more than an alert has. */
  static final int MAX_BYTES = 512_000;

  private static final int MAX_TITLE_CHARS = 2_000;

  private SplunkEvent() {}

  static byte[] of(Notification n, ResolvedTarget target) {
    return Bodies.within(MAX_BYTES, 2, i -> Bodies.json(event(n, target, i == 0)));
  }

  private static Map<String, Object> event(Notification n, ResolvedTarget target, boolean whole) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("time", n.transition().evidence().slot().getEpochSecond());
    event.put(
        "host",
        n.transition().key().org().isFleet() ? "headroom" : n.transition().key().org().value());
    event.put("source", "headroom");
    event.put(
        "sourcetype", target.find(SplunkTarget.SOURCETYPE).orElse(SplunkTarget.DEFAULT_SOURCETYPE));
    target.find(SplunkTarget.INDEX).ifPresent(index -> event.put("index", index));
    event.put("event", whole ? Facts.of(n).values() : core(n));
    return event;
  }

  /** What remains of facts that are too large. */
  private static Map<String, @Nullable Object> core(Notification n) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    Facts.of(n)
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof String text) {
                facts.put(name, Texts.cut(text, MAX_TITLE_CHARS));
              } else if (value instanceof Number) {
                facts.put(name, value);
              }
            });
    facts.put("note", "The details were too large for Splunk.");
    return facts;
  }
}
