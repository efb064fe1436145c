package dev.headroom.local.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/**
 * What every page has around its content, alone. A page that answers a question once, such as a
 * backtest, keeps its clock and its counts fresh from here: fetched whole it would be worked out
 * again every few seconds.
 */
@Path("/frame")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class FrameResource {
  private final Shell shell;

  /** Around nothing. */
  public FrameResource(Shell shell) {
    this.shell = shell;
  }

  /** The frame. */
  @GET
  public TemplateInstance frame(@Context UriInfo uri) {
    Parameters.ofPage(uri).check();
    return Pages.bare(shell.frame("Headroom", ""));
  }
}
