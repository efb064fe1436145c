package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.datadog.DatadogTarget;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Datadog's events, version 1. Datadog cuts text that is too long; this receiver refuses it. */
@Singleton
public final class DatadogReceiver implements Receiver {
  private static final Set<String> TYPES = Set.of("error", "warning", "info", "success");

  @Override
  public String type() {
    return DatadogTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Datadog";
  }

  @Override
  public Set<String> secretHeaders() {
    return Set.of("dd-api-key");
  }

  @Override
  public Answer answer(Incoming request) {
    if (!request.path().equals("/api/v1/events")) {
      return Answer.json(404, Map.of("errors", List.of("Not found")));
    }
    if (request.header("dd-api-key").isEmpty()) {
      return Answer.json(403, Map.of("errors", List.of("Forbidden")));
    }
    JsonNode event = request.json();
    boolean fine =
        !event.path("title").asText().isEmpty()
            && !event.path("text").asText().isEmpty()
            && event.path("text").asText().length() <= 4_000
            && event.path("aggregation_key").asText().length() <= 100
            && TYPES.contains(event.path("alert_type").asText());
    return fine
        ? Answer.json(202, Map.of("status", "ok"))
        : Answer.json(400, Map.of("errors", List.of("Invalid event")));
  }

  /** The level and the org are in the title. */
  @Override
  public Told told(JsonNode body) {
    return new Told(Told.first(body, "/title"), "", "", "");
  }
}
