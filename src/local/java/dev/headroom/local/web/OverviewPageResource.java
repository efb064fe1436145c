package dev.headroom.local.web;

import dev.headroom.report.html.OverviewPages;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The pages about the whole fleet over HTTP. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class OverviewPageResource {
  private final OverviewPages pages;
  private final Shell shell;

  /** Adapts {@code pages}. */
  public OverviewPageResource(OverviewPages pages, Shell shell) {
    this.pages = pages;
    this.shell = shell;
  }

  /** What tenants may use, what they use, and what they cost. */
  @GET
  @Path("tenants")
  public Response tenants(@Context UriInfo uri) {
    return Shell.sent(pages.tenants(Shell.SCOPE, Shell.query(uri), shell.site()));
  }

  /** The way of a newcomer through the four jobs. */
  @GET
  @Path("start")
  public Response start(@Context UriInfo uri) {
    return Shell.sent(pages.start(Shell.SCOPE, Shell.query(uri), shell.site()));
  }
}
