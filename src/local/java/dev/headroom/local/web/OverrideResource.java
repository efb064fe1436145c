package dev.headroom.local.web;

import dev.headroom.cycle.ask.OverrideCycle;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.report.OrderReport;
import dev.headroom.report.Parameters;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The overrides: listed, ordered and removed. */
@Path("/api/overrides")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class OverrideResource {
  private final OverrideCycle cycle;

  /** Uses this cycle. */
  public OverrideResource(OverrideCycle cycle) {
    this.cycle = cycle;
  }

  /** Returns all overrides. */
  @GET
  public Map<String, @Nullable Object> all(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return MuteResource.answer(cycle.list(Shell.SCOPE));
  }

  /** Stores an override in the form of the manifest. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Map<String, @Nullable Object> override(@Context UriInfo uri, String body) {
    Parameters.of(Shell.query(uri)).check();
    return MuteResource.answer(cycle.override(Shell.SCOPE, body, PauseResource.actor()));
  }

  /** Removes an override. */
  @DELETE
  @Path("/{id}")
  public Map<String, @Nullable Object> remove(@PathParam("id") String id, @Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    String user = System.getProperty("user.name", "unknown");
    OrderReport report =
        cycle.remove(
            Shell.SCOPE, Map.of(OverrideCycle.ID, id, TellOrder.BY, user), PauseResource.actor());
    if (report.violations().stream().anyMatch(v -> v.path().equals(OverrideCycle.ID))) {
      throw new NotThereException("there is no override of that id that can be removed");
    }
    return MuteResource.answer(report);
  }
}
