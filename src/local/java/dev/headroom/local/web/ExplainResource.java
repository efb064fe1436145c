package dev.headroom.local.web;

import dev.headroom.cycle.ask.ExplainCycle;
import dev.headroom.cycle.ask.MuteCycle;
import dev.headroom.report.Parameters;
import dev.headroom.report.Views;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a limit of an org is judged by, as JSON. */
@Path("/api/orgs/{org}/explain")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ExplainResource {
  private final ExplainCycle cycle;
  private final Views views;

  /** Uses this cycle; {@code views} know the orgs. */
  public ExplainResource(ExplainCycle cycle, Views views) {
    this.cycle = cycle;
    this.views = views;
  }

  /** Explains one limit. */
  @GET
  public Map<String, @Nullable Object> explain(@PathParam("org") String id, @Context UriInfo uri) {
    if (views.org(Shell.SCOPE, id).isEmpty()) {
      throw new NotThereException("the fleet has no org of that id");
    }
    Parameters parameters = Parameters.of(Shell.query(uri), MuteCycle.LIMIT);
    String limit =
        parameters.required(MuteCycle.LIMIT, "Name a limit of this org, such as DailyApiRequests.");
    parameters.check();
    return MuteResource.answer(
        cycle.explain(Shell.SCOPE, Map.of(MuteCycle.ORG, id, MuteCycle.LIMIT, limit)));
  }
}
