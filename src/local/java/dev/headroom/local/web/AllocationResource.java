package dev.headroom.local.web;

import dev.headroom.report.AllocationsView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Views;
import dev.headroom.report.json.AllocationJson;
import dev.headroom.report.json.TenantJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** What orgs may use, what it is made of, and the sums of tenants. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class AllocationResource {
  private final Views views;

  /** Reads through {@code views}. */
  public AllocationResource(Views views) {
    this.views = views;
  }

  /** Returns every tenant's sum and every org. */
  @GET
  @Path("/allocations")
  public AllocationJson.All all(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return AllocationJson.of(AllocationsView.of(views, Shell.SCOPE));
  }

  /** Returns every tenant: what it may use, what it uses, and what it costs. */
  @GET
  @Path("/tenants")
  public List<TenantJson> tenants(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return TenantJson.of(AllocationsView.of(views, Shell.SCOPE), Shell.SCOPE);
  }
}
