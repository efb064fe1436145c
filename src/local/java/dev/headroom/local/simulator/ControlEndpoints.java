package dev.headroom.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.local.guard.Refusal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /_sim/}: the switches, for a person or a test. Salesforce has nothing like it. */
final class ControlEndpoints {

  private final SimulatedFleet fleet;
  private final InstantSource fleetClock;

  ControlEndpoints(SimulatedFleet fleet, InstantSource fleetClock) {
    this.fleet = fleet;
    this.fleetClock = fleetClock;
  }

  Reply answer(ClientRequest request) throws IOException {
    String[] parts = request.path().substring(1).split("/", -1);
    String method = request.method();
    try {
      if (parts.length == 1 && method.equals("GET")) {
        return usage();
      }
      if (parts.length == 2 && parts[1].equals("orgs") && method.equals("GET")) {
        return Reply.json(200, fleet.all().stream().map(Shown::of).toList());
      }
      Optional<LiveOrg> org =
          parts.length > 2 && parts[1].equals("orgs") ? fleet.byId(parts[2]) : Optional.empty();
      if (org.isEmpty()) {
        return refusal(404, "no such org or switch; GET /_sim/ lists them");
      }
      if (parts.length == 3 && method.equals("GET")) {
        return Reply.json(200, Shown.of(org.get()));
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

  private Reply turn(LiveOrg org, String what, String method, ClientRequest request)
      throws IOException {
    boolean remove = method.equals("DELETE");
    if (!remove && !method.equals("POST")) {
      return refusal(405, "POST sets, DELETE takes back");
    }
    switch (what) {
      case "fault" -> {
        if (remove) {
          org.clearFaults();
        } else {
          org.put(read(request, FaultSwitch.class));
        }
      }
      case "traffic" -> traffic(org, remove, object(request));
      case "refresh" -> {
        if (remove) {
          return refusal(405, "POST refreshes; what is gone does not come back");
        }
        fleet.refresh(org);
      }
      case "permissions" ->
          org.takePermissions(remove ? Set.of() : names(object(request), "without"));
      case "max" -> {
        JsonNode body = object(request);
        org.setMax(limitOf(body), remove ? null : number(body, "max"));
      }
      default -> {
        return refusal(404, "no such switch; GET /_sim/ lists them");
      }
    }
    return Reply.json(200, Shown.of(org));
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

  private static Set<String> names(JsonNode body, String member) {
    Set<String> names = new TreeSet<>();
    if (!body.path(member).isArray()) {
      throw new IllegalArgumentException(member + ": a list of permissions is missing");
    }
    body.path(member).forEach(name -> names.add(name.asText()));
    return names;
  }

  private static JsonNode object(ClientRequest request) throws IOException {
    JsonNode body = Reply.JSON.readTree(request.body());
    if (body.isMissingNode()) {
      return Reply.JSON.createObjectNode();
    }
    if (!body.isObject()) {
      throw new IllegalArgumentException("the body is not a JSON object");
    }
    return body;
  }

  private static <T> T read(ClientRequest request, Class<T> type) throws IOException {
    return Reply.JSON
        .readerFor(type)
        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .readValue(request.body());
  }

  /** An org and its switches. */
  private record Shown(
      String org,
      String name,
      Edition edition,
      String organizationId,
      Outages.Outage outage,
      long used,
      long max,
      long tokenPosts,
      long tokensGiven,
      long restRequests,
      long restCalls,
      long limitsCalls,
      long refusedCalls,
      @Nullable String lastRequest,
      List<FaultSwitch> faults) {
    static Shown of(LiveOrg org) {
      LiveOrg.Counters counters = org.counters();
      return new Shown(
          org.org().id(),
          org.org().name(),
          org.org().edition(),
          org.organizationId(),
          org.outage(),
          org.used(SimulatedOrg.API_REQUESTS),
          org.max(SimulatedOrg.API_REQUESTS),
          counters.tokenPosts(),
          counters.tokensGiven(),
          counters.restRequests(),
          counters.restCalls(),
          counters.limitsCalls(),
          counters.refusedCalls(),
          org.lastRequest().map(Object::toString).orElse(null),
          org.faults());
    }
  }

  /** What can be done here. */
  private record Usage(
      String fleetTime,
      Map<String, String> switches,
      List<Kind> faults,
      List<ApiError> restErrors,
      List<OAuthError> oauthErrors,
      List<String> orgs) {
    private record Kind(String kind, String does) {}
  }

  private Reply usage() {
    Map<String, String> switches = new LinkedHashMap<>();
    switches.put("GET /_sim/orgs", "every org: counters, faults, used and max of DailyApiRequests");
    switches.put("GET /_sim/orgs/{org}", "one of them");
    switches.put(
        "POST /_sim/orgs/{org}/fault",
        "{\"kind\": \"http\", \"status\": 503, \"times\": 3, \"at\":"
            + " \"rest|token|versions|limits|query|logfile|soap\", \"match\": \"FROM User\"};"
            + " without times until DELETE");
    switches.put(
        "POST /_sim/orgs/{org}/permissions",
        "{\"without\": [\"ManageUsers\"]} takes permissions from the monitoring user");
    switches.put(
        "POST /_sim/orgs/{org}/traffic",
        "{\"limit\": \"DailyApiRequests\", \"used\": 12000} holds it there until DELETE;"
            + " {\"add\": 500} adds calls that roll out of the window as others do");
    switches.put("POST /_sim/orgs/{org}/max", "{\"limit\": \"DailyApiRequests\", \"max\": 20000}");
    switches.put(
        "POST /_sim/orgs/{org}/refresh",
        "another org answers under the same address, and no token is good any more");
    switches.put("DELETE of the same", "takes it back");
    return Reply.json(
        200,
        new Usage(
            fleetClock.instant().toString(),
            switches,
            Stream.of(FaultKind.values())
                .map(kind -> new Usage.Kind(kind.word(), kind.usage()))
                .toList(),
            List.of(ApiError.values()),
            List.of(OAuthError.values()),
            fleet.all().stream().map(o -> o.org().id()).toList()));
  }

  /** Returns the reply to a request that is not allowed. */
  static Reply refusal(Refusal refusal) {
    return refusal(refusal.status(), refusal.violation().toString());
  }

  private static Reply refusal(int status, String problem) {
    return Reply.json(status, Map.of("problem", problem));
  }
}
