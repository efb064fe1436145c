package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.Parameters;
import dev.headroom.report.PauseReport;
import dev.headroom.report.Views;
import dev.headroom.report.json.ApiJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pause of an org: set, changed and ended. */
@Path("/api/orgs/{org}/pause")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PauseResource {
  private static final String BODY = "body";
  private static final String REMEDY = "Send {until, reason}.";

  private final PauseCycle pauses;
  private final Views views;
  private final ObjectMapper json;

  /** Uses this cycle. */
  public PauseResource(PauseCycle pauses, Views views, ObjectMapper json) {
    this.pauses = pauses;
    this.views = views;
    this.json = json;
  }

  /** Pauses the org, or replaces the end and reason of its pause. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public ApiJson.OrgPause pause(@PathParam("org") String id, @Context UriInfo uri, String body) {
    find(id, uri);
    List<Violation> violations = new ArrayList<>();
    Map<String, String> members = members(body, violations);
    if (!violations.isEmpty()) {
      throw new BadParametersException(violations);
    }
    return answer(id, pauses.pause(Shell.SCOPE, id, members, actor()));
  }

  /** Ends the pause. */
  @DELETE
  public ApiJson.OrgPause resume(@PathParam("org") String id, @Context UriInfo uri) {
    find(id, uri);
    return answer(id, pauses.resume(Shell.SCOPE, id, actor()));
  }

  private void find(String id, UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    if (views.org(Shell.SCOPE, id).isEmpty()) {
      throw new NotThereException("the fleet has no org of that id");
    }
  }

  private static ApiJson.OrgPause answer(String id, PauseReport report) {
    if (!report.violations().isEmpty()) {
      throw new BadParametersException(report.violations());
    }
    return new ApiJson.OrgPause(id, ApiJson.paused(report.pause()));
  }

  private Map<String, String> members(String body, List<Violation> violations) {
    Map<String, String> members = new HashMap<>();
    JsonNode node;
    try {
      node = json.readTree(body);
    } catch (JsonProcessingException e) {
      node = json.missingNode();
    }
    if (!node.isObject()) {
      violations.add(new Violation(BODY, null, "is not a JSON object", REMEDY));
      return members;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!PauseCycle.MEMBERS.contains(member.getKey())) {
        violations.add(new Violation(member.getKey(), null, "is not a member of a pause", REMEDY));
      } else if (member.getValue().isTextual()) {
        members.put(member.getKey(), member.getValue().textValue());
      } else if (!member.getValue().isNull()) {
        violations.add(
            new Violation(member.getKey(), null, "is not text", "Write it as text, in quotes."));
      }
    }
    return members;
  }

  private static String actor() {
    return "API, local user " + System.getProperty("user.name", "unknown");
  }
}
