package dev.headroom.notify.servicenow;

import dev.headroom.notify.Notification;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Lines;
import dev.headroom.notify.http.Texts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of the table incident (servicenow.com/docs, "Table API"). */
final class ServiceNowIncident {
  static final int MAX_SHORT_CHARS = 160;
  static final int MAX_TEXT_CHARS = 4_000;
  private static final int MAX_FACT_CHARS = 500;
  private static final String DEFAULT_RESOLVED_STATE = "6";
  private static final String DEFAULT_CLOSE_CODE = "Solution provided";

  private ServiceNowIncident() {}

  /** Returns a new incident. */
  static byte[] opened(Notification n, ResolvedTarget target) {
    Map<String, Object> incident = open(n);
    incident.put("correlation_id", n.dedupKey());
    incident.put("correlation_display", "Headroom");
    target
        .find(ServiceNowTarget.ASSIGNMENT_GROUP)
        .ifPresent(group -> incident.put("assignment_group", group));
    target.find(ServiceNowTarget.CALLER).ifPresent(caller -> incident.put("caller_id", caller));
    target
        .find(ServiceNowTarget.CATEGORY)
        .ifPresent(category -> incident.put("category", category));
    return Bodies.json(incident);
  }

  /** Returns what a transition changes in the open incident. */
  static byte[] changed(Notification n) {
    Map<String, Object> incident = open(n);
    incident.put("work_notes", Texts.cut(n.title(), MAX_TEXT_CHARS));
    return Bodies.json(incident);
  }

  /** Returns what a resolve changes. */
  static byte[] resolved(Notification n, ResolvedTarget target) {
    Map<String, Object> incident = new LinkedHashMap<>();
    incident.put("state", resolvedState(target));
    incident.put("close_code", target.find(ServiceNowTarget.CLOSE_CODE).orElse(DEFAULT_CLOSE_CODE));
    incident.put("close_notes", Texts.cut(n.title(), MAX_TEXT_CHARS));
    return Bodies.json(incident);
  }

  /** Returns the state that a resolve sets. */
  static String resolvedState(ResolvedTarget target) {
    return target.find(ServiceNowTarget.RESOLVED_STATE).orElse(DEFAULT_RESOLVED_STATE);
  }

  private static Map<String, Object> open(Notification n) {
    Map<String, Object> incident = new LinkedHashMap<>();
    incident.put("short_description", Texts.cut(n.title(), MAX_SHORT_CHARS));
    incident.put(
        "description", Texts.cut(n.title() + "\n\n" + Lines.of(n, MAX_FACT_CHARS), MAX_TEXT_CHARS));
    incident.put("urgency", level(n));
    incident.put("impact", level(n));
    return incident;
  }

  /** 1 high, 2 medium, 3 low. */
  private static String level(Notification n) {
    return switch (n.severity()) {
      case ATTENTION -> "3";
      case ESCALATION -> "2";
      case EXHAUSTED -> "1";
    };
  }
}
