package dev.headroom.notify.datadog;

import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Lines;
import dev.headroom.notify.http.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event of version 1 (docs.datadoghq.com, "Post an event"). Its text is not Markdown. */
final class DatadogEvent {
  /** The documentation gives no limit; the text begins with the whole title. */
  static final int MAX_TITLE_CHARS = 500;

  /** "Limited to 4000 characters." */
  static final int MAX_TEXT_CHARS = 4_000;

  static final int MAX_TAG_CHARS = 200;
  private static final int MAX_TAGS = 50;
  private static final int MAX_FACT_CHARS = 500;

  /** "Limited to events no older than 18 hours", minus an hour for transit. */
  private static final Duration MAX_AGE = Duration.ofHours(17);

  private DatadogEvent() {}

  /**
   * Returns the event.
   *
   * @param at the real time of the attempt: an event too old for Datadog is sent without a date,
   *     and counts from its arrival
   */
  static byte[] of(Notification n, Instant at) {
    Instant slot = n.transition().evidence().slot();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("title", Texts.cut(n.title(), MAX_TITLE_CHARS));
    event.put("text", Texts.cut(n.title() + "\n\n" + Lines.of(n, MAX_FACT_CHARS), MAX_TEXT_CHARS));
    event.put("aggregation_key", n.dedupKey());
    event.put("alert_type", type(n));
    event.put("priority", "normal");
    if (slot.isAfter(at.minus(MAX_AGE))) {
      event.put("date_happened", slot.getEpochSecond());
    }
    event.put("source_type_name", "headroom");
    event.put("tags", tags(n));
    return Bodies.json(event);
  }

  private static List<String> tags(Notification n) {
    List<String> tags = new ArrayList<>();
    if (!n.transition().key().org().isFleet()) {
      tags.add("org:" + n.transition().key().org());
    }
    if (n.tenant() != null) {
      tags.add("tenant:" + n.tenant());
    }
    n.transition().key().limit().ifPresent(limit -> tags.add("limit:" + limit.value()));
    tags.add("rule:" + n.transition().key().rule().word());
    tags.add("severity:" + n.severity().word());
    n.tags().forEach((name, value) -> tags.add(name + ":" + value));
    return tags.stream().limit(MAX_TAGS).map(tag -> Texts.cut(tag, MAX_TAG_CHARS)).toList();
  }

  private static String type(Notification n) {
    if (n.isResolve()) {
      return "success";
    }
    return switch (n.severity()) {
      case ATTENTION -> "warning";
      case ESCALATION, EXHAUSTED -> "error";
    };
  }
}
