package dev.headroom.local.web;

import dev.headroom.cycle.ask.MuteCycle;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.report.BadParametersException;
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

/** The mutes: listed, ordered and removed. */
@Path("/api/mutes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class MuteResource {
  private final MuteCycle cycle;

  /** Uses this cycle. */
  public MuteResource(MuteCycle cycle) {
    this.cycle = cycle;
  }

  /** Returns all mutes that have not ended. */
  @GET
  public Map<String, @Nullable Object> all(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return answer(cycle.list(Shell.SCOPE));
  }

  /** Stores a mute in the form of the manifest. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Map<String, @Nullable Object> mute(@Context UriInfo uri, String body) {
    Parameters.of(Shell.query(uri)).check();
    return answer(cycle.mute(Shell.SCOPE, body, PauseResource.actor()));
  }

  /** Removes a mute. */
  @DELETE
  @Path("/{id}")
  public Map<String, @Nullable Object> unmute(@PathParam("id") String id, @Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    String user = System.getProperty("user.name", "unknown");
    OrderReport report =
        cycle.unmute(
            Shell.SCOPE, Map.of(MuteCycle.ID, id, TellOrder.BY, user), PauseResource.actor());
    if (report.violations().stream().anyMatch(v -> v.path().equals(MuteCycle.ID))) {
      throw new NotThereException("there is no mute of that id that can be removed");
    }
    return answer(report);
  }

  static Map<String, @Nullable Object> answer(OrderReport report) {
    if (!report.violations().isEmpty()) {
      throw new BadParametersException(report.violations());
    }
    return report.answer();
  }
}
