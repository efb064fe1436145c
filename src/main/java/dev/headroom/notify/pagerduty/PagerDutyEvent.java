package dev.headroom.notify.pagerduty;

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
import dev.headroom.notify.http.Texts;

/**
 * An event of the Events API v2 (developer.pagerduty.com, "Send an alert event"). Every transition
 * but the resolve is a trigger: with the same dedup key it updates the open alert in place.
 */
final class PagerDutyEvent {
  /** "Summary: a brief text summary of the event", its maximum length. */
  static final int MOST_SUMMARY_CHARS = 1024;

  /** PagerDuty takes 512 KB; Alertmanager guards at 512,000 bytes too. */
  static final int MOST_BODY_BYTES = 512_000;

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
          .put("text", n.transition().key().org() + " in Headroom");
    }
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", Texts.cut(n.title(), MOST_SUMMARY_CHARS));
    payload.put("source", n.transition().key().org().value());
    payload.put("severity", severity(n.severity()));
    payload.put("timestamp", n.transition().evidence().slot().toString());
    payload.put("component", n.transition().key().limit().value());
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

  private static ObjectNode details(Notification n) {
    Transition t = n.transition();
    Evidence evidence = t.evidence();
    Reading reading = evidence.reading();
    Severity previous = n.previousSeverity();
    ObjectNode details = JSON.createObjectNode();
    details.put("transition", t.word());
    details.put("severity", n.severity().word());
    details.put("previous_severity", previous == null ? null : previous.word());
    details.put("org", t.key().org().value());
    details.put("tenant", n.tenant());
    ObjectNode tags = details.putObject("tags");
    n.tags().forEach(tags::put);
    details.put("limit", t.key().limit().value());
    details.put("limit_label", n.limitLabel());
    details.put("reason", t.episode().reason().word());
    details.put("used", reading == null ? null : reading.used());
    details.put("max", reading == null ? null : reading.max());
    details.put("remaining", reading == null ? null : reading.remaining());
    details.put("used_percent", evidence.usedPercent());
    Foresight.Exhaustion exhaustion = evidence.exhaustion();
    if (exhaustion != null) {
      details.put("projected_exhaustion", exhaustion.at().toString());
      details.put("projected_earliest", exhaustion.earliest().toString());
      details.put("projected_latest", exhaustion.latest().toString());
      details.put("projected_probability", exhaustion.probability());
      details.put("why", exhaustion.why());
    }
    details.put("slot", evidence.slot().toString());
    details.put("opened_at", t.episode().openedAt().toString());
    return details;
  }

  private static byte[] write(ObjectNode event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is always JSON", e);
    }
  }
}
