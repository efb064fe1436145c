package dev.headroom.local.web;

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
import java.util.List;
import java.util.Map;

/** The pause of an org: set, changed and ended. */
@Path("/api/orgs/{org}/pause")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PauseResource {
  private final PauseCycle pauses;
  private final Views views;
  private final TextBodies bodies;

  /** Uses this cycle. */
  public PauseResource(PauseCycle pauses, Views views, TextBodies bodies) {
    this.pauses = pauses;
    this.views = views;
    this.bodies = bodies;
  }

  /** Pauses the org, or replaces the end and reason of its pause. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public ApiJson.OrgPause pause(@PathParam("org") String id, @Context UriInfo uri, String body) {
    find(id, uri);
    List<Violation> violations = new ArrayList<>();
    Map<String, String> members = bodies.texts(body, PauseCycle.MEMBERS, "a pause", violations);
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

  static String actor() {
    return "API, local user " + System.getProperty("user.name", "unknown");
  }
}
