package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.incidentio.IncidentIoTarget;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** An HTTP alert source of incident.io (api-docs.incident.io, "Alert Events V2"). */
@Singleton
public final class IncidentIoReceiver implements Receiver {
  private static final int MAX_BYTES = 512 * 1024;
  private static final Set<String> STATUSES = Set.of("firing", "resolved");

  @Override
  public String type() {
    return IncidentIoTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "incident.io";
  }

  @Override
  public Answer answer(Incoming request) {
    if (!request.header("authorization").startsWith("Bearer ")) {
      return Answer.json(401, Map.of("type", "authentication_error", "status", 401));
    }
    if (request.bytes() > MAX_BYTES) {
      return Answer.json(413, Map.of("type", "payload_too_large", "status", 413));
    }
    JsonNode event = request.json();
    String key = event.path("deduplication_key").asText();
    boolean fine =
        !event.path("title").asText().isEmpty()
            && !key.isEmpty()
            && STATUSES.contains(event.path("status").asText());
    return fine
        ? Answer.json(
            202,
            Map.of(
                "status",
                "success",
                "message",
                "Event accepted for processing",
                "deduplication_key",
                key))
        : Answer.json(422, Map.of("type", "validation_error", "status", 422));
  }

  @Override
  public Told told(JsonNode body) {
    return new Told(
        Told.first(body, "/title"),
        Told.first(body, "/metadata/transition"),
        Told.first(body, "/metadata/severity"),
        Told.first(body, "/metadata/org"));
  }
}
