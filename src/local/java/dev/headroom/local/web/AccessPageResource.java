package dev.headroom.local.web;

import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.report.LockOutForm;
import dev.headroom.report.LockOutReport;
import dev.headroom.report.html.AccessPages;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.LockOutPage.Entered;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of API access over HTTP. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class AccessPageResource {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final AccessPages pages;
  private final LockOutCycle lockOuts;
  private final Shell shell;

  /** Adapts {@code pages}; {@code lockOuts} answers what the form asks. */
  public AccessPageResource(AccessPages pages, LockOutCycle lockOuts, Shell shell) {
    this.pages = pages;
    this.lockOuts = lockOuts;
    this.shell = shell;
  }

  /** Who may use the API of an org. */
  @GET
  @Path("orgs/{org}/access")
  public Response access(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(pages.access(Shell.SCOPE, id, Shell.query(uri), shell.site()));
  }

  /** How much is wrong in the fleet. */
  @GET
  @Path("access")
  public Response fleet(@Context UriInfo uri) {
    return Shell.sent(pages.fleet(Shell.SCOPE, Shell.query(uri), shell.site()));
  }

  /** The form that asks whom a change would lock out. */
  @GET
  @Path("orgs/{org}/lock-out")
  public Response form(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(pages.lockOut(Shell.SCOPE, id, Shell.query(uri), shell.site()));
  }

  /** The form with an answer. Asking costs the org calls, so it takes the token of a form. */
  @POST
  @Path("orgs/{org}/lock-out")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response ask(
      @PathParam("org") String id, @Context UriInfo uri, MultivaluedMap<String, String> form) {
    Map<String, String> members = new HashMap<>();
    for (String member : LockOutForm.MEMBERS) {
      String value = form.getFirst(member);
      if (value != null && !value.isBlank()) {
        members.put(member, value.strip());
      }
    }
    boolean ours = shell.isOurs(form.getFirst("token"));
    Html page =
        pages.lockOut(
            Shell.SCOPE,
            id,
            Shell.query(uri),
            shell.site(),
            new Entered(members, true),
            question -> ours ? lockOuts.ask(Shell.SCOPE, id, question) : refused());
    return Shell.sent(ours || page.status() == NOT_FOUND ? page : new Html(FORBIDDEN, page.text()));
  }

  private static LockOutReport refused() {
    return LockOutReport.wrong(
        List.of(
            new Violation(
                "The form",
                null,
                "is not of this start of Headroom",
                "Send the form again from here.")));
  }
}
