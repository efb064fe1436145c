package dev.headroom.notify.servicenow;

import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Lines;
import dev.headroom.notify.http.Texts;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A record of the table em_event (servicenow.com/docs, "Event collection via web service API").
 * Events with the same message key are one alert; one of severity 0 closes it.
 */
final class ServiceNowEvent {
  static final int MAX_SHORT_CHARS = 100;
  static final int MAX_KEY_CHARS = 1_024;
  static final int MAX_DESCRIPTION_CHARS = 4_000;
  static final int MAX_INFO_CHARS = 8_000;
  private static final int MAX_FACT_CHARS = 500;
  private static final String SOURCE = "Headroom";

  /** "yyyy-MM-dd HH:mm:ss", in GMT. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private ServiceNowEvent() {}

  /** Returns the body for the Event Management API. */
  static byte[] records(Notification n) {
    return Bodies.json(Map.of("records", List.of(record(n))));
  }

  /** Returns the body for the Table API. */
  static byte[] one(Notification n) {
    return Bodies.json(record(n));
  }

  private static Map<String, Object> record(Notification n) {
    String org =
        n.transition().key().org().isFleet() ? "headroom" : n.transition().key().org().value();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("source", SOURCE);
    event.put("event_class", SOURCE);
    event.put("node", Texts.cut(org, MAX_SHORT_CHARS));
    event.put("type", n.transition().key().rule().word());
    event.put("resource", Texts.cut(n.transition().key().subjectId(), MAX_SHORT_CHARS));
    event.put("metric_name", Texts.cut(n.transition().key().subjectId(), MAX_SHORT_CHARS));
    event.put("message_key", n.dedupKey());
    event.put("severity", severity(n));
    event.put(
        "description",
        Texts.cut(n.title() + "\n\n" + Lines.of(n, MAX_FACT_CHARS), MAX_DESCRIPTION_CHARS));
    event.put("time_of_event", TIME.format(n.transition().evidence().slot()));
    event.put("additional_info", info(n));
    return event;
  }

  /** The facts as an object in text form, because the field holds text. */
  private static String info(Notification n) {
    SequencedMap<String, String> facts = Facts.of(n).texts();
    List.of("key", "title").forEach(facts::remove);
    return Bodies.text(Bodies.fitting(facts, MAX_INFO_CHARS / 2, MAX_FACT_CHARS));
  }

  /** 1 critical, 2 major, 4 warning, 0 clear. */
  private static String severity(Notification n) {
    if (n.isResolve()) {
      return "0";
    }
    return switch (n.severity()) {
      case ATTENTION -> "4";
      case ESCALATION -> "2";
      case EXHAUSTED -> "1";
    };
  }
}
