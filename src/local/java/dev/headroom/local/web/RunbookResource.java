package dev.headroom.local.web;

import dev.headroom.report.Parameters;
import dev.headroom.report.html.RunbookPages;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The runbooks of orgs over HTTP, as pages and as Markdown. */
@Path("/")
@Blocking
public class RunbookResource {
  private static final String MARKDOWN = "text/markdown";

  private final RunbookPages pages;
  private final Shell shell;

  /** Adapts {@code pages}. */
  public RunbookResource(RunbookPages pages, Shell shell) {
    this.pages = pages;
    this.shell = shell;
  }

  /** Returns the runbook of an org. */
  @GET
  @Path("orgs/{org}/runbook")
  @Produces(MediaType.TEXT_HTML)
  public Response page(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(pages.runbook(Shell.SCOPE, id, Shell.query(uri), shell.site()));
  }

  /** Returns the same as Markdown. */
  @GET
  @Path("orgs/{org}/runbook.md")
  @Produces(MARKDOWN)
  public Response markdown(@PathParam("org") String id, @Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    String text =
        pages
            .markdown(Shell.SCOPE, id, shell.site().now())
            .orElseThrow(() -> new NotThereException("the fleet has no org of that id"));
    return Response.ok(text, MARKDOWN + ";charset=UTF-8").build();
  }
}
