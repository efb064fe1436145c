package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.servicenow.ServiceNowTarget;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The incident table of a ServiceNow instance. It remembers which incidents are open. */
@Singleton
public final class ServiceNowIncidentReceiver implements Receiver {
  private static final String TABLE = "/api/now/table/incident";
  private static final int MAX_INCIDENTS = 1_000;
  private static final Pattern CORRELATION =
      Pattern.compile("sysparm_query=correlation_id=([0-9a-f]+)\\^active=true\\^stateNOT IN");
  private static final String RESOLVED = "6";

  /** Ids of open incidents by their correlation id. */
  private final SequencedMap<String, String> open = new LinkedHashMap<>();

  @Override
  public String type() {
    return ServiceNowTarget.INCIDENT.name();
  }

  @Override
  public String label() {
    return "ServiceNow incidents";
  }

  /** Opens an incident, as if one had existed. */
  public synchronized void open(String correlationId) {
    open.put(correlationId, id(correlationId));
    while (open.size() > MAX_INCIDENTS) {
      open.pollFirstEntry();
    }
  }

  @Override
  public synchronized Answer answer(Incoming request) {
    if (!request.header("authorization").startsWith("Basic ")) {
      return ServiceNowEventReceiver.error(401, "User Not Authenticated");
    }
    String path = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
    if (!path.startsWith(TABLE)) {
      return ServiceNowEventReceiver.error(400, "Requested URI does not represent any resource");
    }
    return switch (request.method()) {
      case "GET" -> find(path);
      case "POST" -> create(request.json());
      case "PATCH" -> change(path.substring(TABLE.length() + 1), request.json());
      default -> ServiceNowEventReceiver.error(405, "Method not allowed");
    };
  }

  private Answer find(String path) {
    Matcher query = CORRELATION.matcher(path);
    Optional<String> found =
        query.find() ? Optional.ofNullable(open.get(query.group(1))) : Optional.empty();
    return Answer.json(
        200, Map.of("result", found.map(id -> List.of(Map.of("sys_id", id))).orElse(List.of())));
  }

  private Answer create(JsonNode incident) {
    String key = incident.path("correlation_id").asText();
    if (key.isEmpty() || !isWithinCaps(incident)) {
      return ServiceNowEventReceiver.error(400, "Exception while reading request");
    }
    open(key);
    return Answer.json(201, Map.of("result", Map.of("sys_id", id(key))));
  }

  private Answer change(String id, JsonNode change) {
    if (!open.containsValue(id)) {
      return ServiceNowEventReceiver.error(404, "No Record found");
    }
    if (!isWithinCaps(change)) {
      return ServiceNowEventReceiver.error(400, "Exception while reading request");
    }
    if (change.path("state").asText().equals(RESOLVED)) {
      if (change.path("close_code").asText().isEmpty()
          || change.path("close_notes").asText().isEmpty()) {
        return ServiceNowEventReceiver.error(403, "Operation Failed");
      }
      open.values().remove(id);
    }
    return Answer.json(200, Map.of("result", Map.of("sys_id", id)));
  }

  private static boolean isWithinCaps(JsonNode incident) {
    return incident.path("short_description").asText().length() <= 160
        && incident.path("description").asText().length() <= 4_000;
  }

  private static String id(String correlationId) {
    return correlationId.substring(0, Math.min(32, correlationId.length()));
  }

  @Override
  public Told told(JsonNode body) {
    return new Told(Told.first(body, "/short_description", "/close_notes"), "", "", "");
  }
}
