package dev.headroom.local.web;

import dev.headroom.cycle.ask.AcknowledgeCycle;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.fleet.Violation;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.OrderReport;
import dev.headroom.report.Parameters;
import dev.headroom.report.Views;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/** Acknowledges and snoozes an open alert. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class AcknowledgeResource {
  private final AcknowledgeCycle cycle;
  private final Views views;
  private final TextBodies bodies;

  /** Uses this cycle. */
  public AcknowledgeResource(AcknowledgeCycle cycle, Views views, TextBodies bodies) {
    this.cycle = cycle;
    this.views = views;
    this.bodies = bodies;
  }

  /** Acknowledges the alert. */
  @POST
  @Path("/alerts/{key}/acknowledge")
  public Map<String, @Nullable Object> acknowledge(
      @PathParam("key") String key, @Context UriInfo uri, String body) {
    Map<String, String> members = members(key, uri, body, List.of(TellOrder.BY));
    return answer(cycle.acknowledge(Shell.SCOPE, members, PauseResource.actor()));
  }

  /** Snoozes the alert until a time. */
  @POST
  @Path("/alerts/{key}/snooze")
  public Map<String, @Nullable Object> snooze(
      @PathParam("key") String key, @Context UriInfo uri, String body) {
    Map<String, String> members =
        members(key, uri, body, List.of(AcknowledgeCycle.UNTIL, TellOrder.BY));
    return answer(cycle.snooze(Shell.SCOPE, members, PauseResource.actor()));
  }

  private Map<String, String> members(String key, UriInfo uri, String body, List<String> known) {
    Parameters.of(Shell.query(uri)).check();
    if (views.alert(Shell.SCOPE, key).isEmpty()) {
      throw new NotThereException("there is no alert of that key");
    }
    List<Violation> violations = new ArrayList<>();
    Map<String, String> members = bodies.texts(body, known, "this order", violations);
    if (!violations.isEmpty()) {
      throw new BadParametersException(violations);
    }
    members.put(AcknowledgeCycle.ALERT, key);
    return members;
  }

  private static Map<String, @Nullable Object> answer(OrderReport report) {
    if (!report.violations().isEmpty()) {
      throw new BadParametersException(report.violations());
    }
    return report.answer();
  }
}
