package dev.headroom.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.local.guard.Refusal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /_sim/}: the switches, for a person or a test. No part of what Salesforce has. */
final class ControlEndpoints {

  private final SimulatedFleet fleet;
  private final InstantSource fleetClock;

  ControlEndpoints(SimulatedFleet fleet, InstantSource fleetClock) {
    this.fleet = fleet;
    this.fleetClock = fleetClock;
  }

  Reply answer(Request request) throws IOException {
    String[] parts = request.path().substring(1).split("/", -1);
    String method = request.method();
    try {
      if (parts.length == 1 && method.equals("GET")) {
        return usage();
      }
      if (parts.length == 2 && parts[1].equals("orgs") && method.equals("GET")) {
        return Reply.json(200, fleet.all().stream().map(this::shown).toList());
      }
      Optional<LiveOrg> org =
          parts.length > 2 && parts[1].equals("orgs") ? fleet.byId(parts[2]) : Optional.empty();
      if (org.isEmpty()) {
        return refusal(404, "no such org or switch; GET /_sim/ lists them");
      }
      if (parts.length == 3 && method.equals("GET")) {
        return Reply.json(200, shown(org.get()));
      }
      return parts.length == 4
          ? turn(org.get(), parts[3], method, request)
          : refusal(404, "no such switch; GET /_sim/ lists them");
    } catch (JsonProcessingException e) {
      return refusal(400, "unreadable: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return refusal(400, String.valueOf(e.getMessage()));
    }
  }

  private Reply turn(LiveOrg org, String what, String method, Request request) throws IOException {
    boolean remove = method.equals("DELETE");
    if (!remove && !method.equals("POST")) {
      return refusal(405, "POST sets, DELETE takes back");
    }
    switch (what) {
      case "fault" -> {
        if (remove) {
          org.clearFaults();
        } else {
          org.put(read(request, Fault.class));
        }
      }
      case "traffic" -> traffic(org, remove, object(request));
      case "max" -> {
        JsonNode body = object(request);
        org.setMax(limitOf(body), remove ? null : number(body, "max"));
      }
      default -> {
        return refusal(404, "no such switch; GET /_sim/ lists them");
      }
    }
    return Reply.json(200, shown(org));
  }

  private static void traffic(LiveOrg org, boolean remove, JsonNode body) {
    String limit = limitOf(body);
    if (remove) {
      org.release(limit);
    } else if (body.has("add")) {
      org.add(limit, number(body, "add"));
    } else {
      org.hold(limit, number(body, "used"));
    }
  }

  private static String limitOf(JsonNode body) {
    return body.path("limit").asText(SimulatedOrg.API_REQUESTS);
  }

  private static long number(JsonNode body, String member) {
    JsonNode value = body.path(member);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(member + ": a whole number is missing");
    }
    return value.asLong();
  }

  private static JsonNode object(Request request) throws IOException {
    JsonNode body = Reply.JSON.readTree(request.body());
    if (body.isMissingNode()) {
      return Reply.JSON.createObjectNode();
    }
    if (!body.isObject()) {
      throw new IllegalArgumentException("the body is not a JSON object");
    }
    return body;
  }

  private static <T> T read(Request request, Class<T> type) throws IOException {
    return Reply.JSON
        .readerFor(type)
        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .readValue(request.body());
  }

  private Map<String, Object> shown(LiveOrg org) {
    LiveOrg.Counters counters = org.counters();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("org", org.org().id());
    shown.put("name", org.org().name());
    shown.put("edition", org.org().edition());
    shown.put("organizationId", org.org().organizationId());
    shown.put("outage", org.outage());
    shown.put("used", org.used(SimulatedOrg.API_REQUESTS));
    shown.put("max", org.max(SimulatedOrg.API_REQUESTS));
    shown.put("tokenPosts", counters.tokenPosts());
    shown.put("tokensGiven", counters.tokensGiven());
    shown.put("restCalls", counters.restCalls());
    shown.put("limitsCalls", counters.limitsCalls());
    shown.put("refusedCalls", counters.refusedCalls());
    shown.put("lastRequest", org.lastRequest().map(Object::toString).orElse(null));
    shown.put("faults", org.faults());
    return shown;
  }

  private Reply usage() {
    List<Map<String, String>> kinds = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("kind", kind.word());
      entry.put("does", kind.usage());
      kinds.add(entry);
    }
    Map<String, String> switches = new LinkedHashMap<>();
    switches.put("GET /_sim/orgs", "every org: counters, faults, used and max of DailyApiRequests");
    switches.put("GET /_sim/orgs/{org}", "one of them");
    switches.put(
        "POST /_sim/orgs/{org}/fault",
        "{\"kind\": \"http\", \"status\": 503, \"times\": 3, \"at\": \"rest|token\"}; without times"
            + " until DELETE");
    switches.put(
        "POST /_sim/orgs/{org}/traffic",
        "{\"limit\": \"DailyApiRequests\", \"used\": 12000} holds it there until DELETE;"
            + " {\"add\": 500} adds calls that roll out of the window as others do");
    switches.put("POST /_sim/orgs/{org}/max", "{\"limit\": \"DailyApiRequests\", \"max\": 20000}");
    switches.put("DELETE of the same", "takes it back");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("fleetTime", fleetClock.instant().toString());
    body.put("switches", switches);
    body.put("faults", kinds);
    body.put("restErrors", RestError.values());
    body.put("oauthErrors", OAuthError.values());
    body.put("orgs", fleet.all().stream().map(o -> o.org().id()).toList());
    return Reply.json(200, body);
  }

  /** The answer to a request that may not be made. */
  static Reply refusal(Refusal refusal) {
    return refusal(refusal.status(), refusal.violation().toString());
  }

  private static Reply refusal(int status, String problem) {
    return Reply.json(status, Map.of("problem", problem));
  }
}
