package dev.headroom.local.web;

import dev.headroom.report.html.UsagePages;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The pages of who spends the calls over HTTP. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class UsagePageResource {
  private final UsagePages pages;
  private final Shell shell;

  /** Adapts {@code pages}. */
  public UsagePageResource(UsagePages pages, Shell shell) {
    this.pages = pages;
    this.shell = shell;
  }

  /** Who spends the calls of an org. */
  @GET
  @Path("orgs/{org}/usage")
  public Response usage(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(pages.usage(Shell.SCOPE, id, Shell.query(uri), shell.site()));
  }

  /** One integration; its id may hold any character. */
  @GET
  @Path("orgs/{org}/integrations/{integration:.+}")
  public Response integration(
      @PathParam("org") String id,
      @PathParam("integration") String integration,
      @Context UriInfo uri) {
    return Shell.sent(
        pages.integration(Shell.SCOPE, id, integration, Shell.query(uri), shell.site()));
  }

  /** What the fleet wastes. */
  @GET
  @Path("savings")
  public Response savings(@Context UriInfo uri) {
    return Shell.sent(pages.savings(Shell.SCOPE, Shell.query(uri), shell.site()));
  }
}
