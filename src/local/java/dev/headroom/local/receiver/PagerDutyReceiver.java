package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.pagerduty.PagerDutyTarget;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PagerDuty's Events API v2 (developer.pagerduty.com, "Send an event to PagerDuty"). */
@Singleton
public final class PagerDutyReceiver implements Receiver {
  private static final int MAX_BYTES = 512 * 1024;
  private static final int MAX_SUMMARY_CHARS = 1024;

  @Override
  public String type() {
    return PagerDutyTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "PagerDuty";
  }

  @Override
  public Set<String> secretMembers() {
    return Set.of("routing_key", "service_key");
  }

  @Override
  public Answer answer(Incoming request) {
    JsonNode event = request.json();
    List<String> errors = event.isObject() ? errors(event) : List.of("JSON is invalid");
    if (request.bytes() > MAX_BYTES) {
      return Answer.json(413, Map.of("message", "Request Entity Too Large"));
    }
    if (!errors.isEmpty()) {
      return Answer.json(
          400,
          Map.of(
              "status", "invalid event", "message", "Event object is invalid", "errors", errors));
    }
    return Answer.json(
        202,
        Map.of(
            "status",
            "success",
            "message",
            "Event processed",
            "dedup_key",
            event.path("dedup_key").asText()));
  }

  private static List<String> errors(JsonNode event) {
    List<String> errors = new ArrayList<>();
    if (event.path("routing_key").asText().isBlank()) {
      errors.add("'routing_key' is missing or blank");
    }
    String action = event.path("event_action").asText();
    if (!List.of("trigger", "acknowledge", "resolve").contains(action)) {
      errors.add("'event_action' must be one of trigger, acknowledge, resolve");
    }
    String summary = event.path("payload").path("summary").asText();
    if (action.equals("trigger") && summary.isBlank()) {
      errors.add("'payload.summary' is missing or blank");
    }
    if (summary.length() > MAX_SUMMARY_CHARS) {
      errors.add("'payload.summary' is too long (maximum is 1024 characters)");
    }
    return errors;
  }

  @Override
  public Told told(JsonNode body) {
    return new Told(
        Told.first(body, "/payload/summary"),
        Told.first(body, "/payload/custom_details/transition", "/event_action"),
        Told.first(body, "/payload/custom_details/severity"),
        Told.first(body, "/payload/custom_details/org"));
  }
}
