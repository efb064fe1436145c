package dev.headroom.local.web;

import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.fleet.Violation;
import dev.headroom.report.CheckReport;
import dev.headroom.report.Query;
import dev.headroom.report.Views;
import dev.headroom.report.html.CheckPages;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that checks an org. It costs the org calls, so only its button starts one; that the
 * button is of a page of this program is seen by its origin before, and by its token here.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class CheckForms {
  private final OrgChecks checks;
  private final Views views;
  private final CheckPages pages;
  private final Shell shell;

  /** Over these checks. */
  public CheckForms(OrgChecks checks, Views views, CheckPages pages, Shell shell) {
    this.checks = checks;
    this.views = views;
    this.pages = pages;
    this.shell = shell;
  }

  /** Returns the page with the button; makes no call. */
  @GET
  @Path("orgs/{org}/check")
  public Response form(@PathParam("org") String id, @Context UriInfo uri) {
    return page(id, Shell.query(uri), null, 200);
  }

  /** Checks the org. */
  @POST
  @Path("orgs/{org}/check")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response check(
      @PathParam("org") String id, @FormParam("token") @DefaultValue("") String token) {
    Query none = Query.none("/orgs/" + id + "/check");
    if (!shell.isOurs(token)) {
      Violation foreign =
          new Violation(
              "token",
              null,
              "the form is not of this start of Headroom",
              "Send it again from here.");
      return page(id, none, CheckReport.wrong(List.of(foreign)), 403);
    }
    // The word for all orgs is not the org of this page.
    boolean isOrg = views.org(Shell.SCOPE, id).isPresent();
    return page(id, none, isOrg ? checks.check(Shell.SCOPE, id) : null, 200);
  }

  private Response page(String id, Query query, @Nullable CheckReport report, int status) {
    return Shell.sent(pages.check(Shell.SCOPE, id, query, shell.site(), report, status));
  }
}
