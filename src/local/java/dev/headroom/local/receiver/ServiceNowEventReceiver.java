package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.servicenow.ServiceNowTarget;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ServiceNow Event Management: its own API and the table of events. */
@Singleton
public final class ServiceNowEventReceiver implements Receiver {
  private static final Set<String> SEVERITIES = Set.of("0", "1", "2", "3", "4", "5");

  @Override
  public String type() {
    return ServiceNowTarget.EVENT.name();
  }

  @Override
  public String label() {
    return "ServiceNow events";
  }

  @Override
  public Answer answer(Incoming request) {
    if (!request.header("authorization").startsWith("Basic ")) {
      return error(401, "User Not Authenticated");
    }
    JsonNode body = request.json();
    boolean many = request.path().equals("/api/global/em/jsonv2");
    if (!many && !request.path().equals("/api/now/table/em_event")) {
      return error(400, "Requested URI does not represent any resource");
    }
    List<JsonNode> records = new ArrayList<>();
    if (many) {
      body.path("records").forEach(records::add);
    } else {
      records.add(body);
    }
    if (records.isEmpty() || !records.stream().allMatch(ServiceNowEventReceiver::isEvent)) {
      return error(400, "Exception while reading request");
    }
    return many
        ? Answer.json(
            200, Map.of("result", Map.of("Default Bulk Endpoint", "1 events were inserted")))
        : Answer.json(201, Map.of("result", Map.of("sys_id", "0".repeat(32))));
  }

  private static boolean isEvent(JsonNode event) {
    return event.isObject()
        && event.path("source").asText().length() <= 100
        && event.path("node").asText().length() <= 100
        && !event.path("message_key").asText().isEmpty()
        && event.path("message_key").asText().length() <= 1_024
        && event.path("description").asText().length() <= 4_000
        && event.path("additional_info").isTextual()
        && SEVERITIES.contains(event.path("severity").asText());
  }

  static Answer error(int status, String message) {
    return Answer.json(
        status, Map.of("error", Map.of("message", message, "detail", ""), "status", "failure"));
  }

  @Override
  public Told told(JsonNode body) {
    String description = Told.first(body, "/records/0/description", "/description");
    return new Told(
        description.lines().findFirst().orElse(""),
        "",
        "",
        Told.first(body, "/records/0/node", "/node"));
  }
}
