package dev.headroom.notify.pagerduty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Severity;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Texts;
import java.util.Locale;
import java.util.Set;

/**
 * An event of the Events API v2 (developer.pagerduty.com, "Send an alert event"). Every transition
 * but the resolve is a trigger: with the same dedup key it updates the open alert in place.
 */
final class PagerDutyEvent {
  /** "Summary: a brief text summary of the event", its maximum length. */
  static final int MOST_SUMMARY_CHARS = 1024;

  /** PagerDuty takes 512 KB; Alertmanager guards at 512,000 bytes too. */
  static final int MOST_BODY_BYTES = 512_000;

  /** Facts that have a place of their own in the event. */
  private static final Set<String> ELSEWHERE = Set.of("key", "rule", "title", "url");

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private PagerDutyEvent() {}

  static byte[] of(Notification n, String routingKey) {
    byte[] event = write(event(n, routingKey, details(n)));
    if (event.length <= MOST_BODY_BYTES) {
      return event;
    }
    // Details are dropped rather than the alert.
    return write(
        event(
            n,
            routingKey,
            JSON.createObjectNode().put("note", "The details were too large for PagerDuty.")));
  }

  private static ObjectNode event(Notification n, String routingKey, ObjectNode details) {
    ObjectNode event = JSON.createObjectNode();
    event.put("routing_key", routingKey);
    event.put("event_action", n.isResolve() ? "resolve" : "trigger");
    event.put("dedup_key", n.dedupKey());
    event.put("client", "Headroom");
    if (n.page() != null) {
      event.put("client_url", n.page().toString());
      event
          .putArray("links")
          .addObject()
          .put("href", n.page().toString())
          .put("text", (isFleet(n) ? "Alerts" : n.transition().key().org()) + " in Headroom");
    }
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", Texts.cut(n.title(), MOST_SUMMARY_CHARS));
    payload.put("source", isFleet(n) ? "headroom" : n.transition().key().org().value());
    payload.put("severity", severity(n.severity()));
    payload.put("timestamp", n.transition().evidence().slot().toString());
    payload.put("component", n.transition().key().subjectId());
    if (n.tenant() != null) {
      payload.put("group", n.tenant());
    }
    payload.put("class", n.transition().key().rule().word());
    payload.set("custom_details", details);
    return event;
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ATTENTION -> "warning";
      case ESCALATION -> "error";
      case EXHAUSTED -> "critical";
    };
  }

  private static boolean isFleet(Notification n) {
    return n.transition().key().org().isFleet();
  }

  /** The facts in snake case; the projection's members stand among the others. */
  private static ObjectNode details(Notification n) {
    ObjectNode details = JSON.createObjectNode();
    Facts.of(n)
        .forEach(
            (name, value) -> {
              if (name.equals("projection")) {
                addProjection(details, n);
              } else if (!ELSEWHERE.contains(name)) {
                details.set(snakeCase(name), JSON.valueToTree(value));
              }
            });
    return details;
  }

  private static void addProjection(ObjectNode details, Notification n) {
    Foresight.Exhaustion exhaustion = n.transition().foreseen();
    if (exhaustion != null) {
      details.put("projected_exhaustion", exhaustion.at().toString());
      details.put("projected_earliest", exhaustion.earliest().toString());
      details.put("projected_latest", exhaustion.latest().toString());
      details.put("projected_probability", exhaustion.probability());
      details.put("why", exhaustion.why());
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static byte[] write(ObjectNode event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is always JSON", e);
    }
  }
}
