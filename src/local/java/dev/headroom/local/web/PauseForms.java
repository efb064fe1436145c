package dev.headroom.local.web;

import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.org.PlainText;
import dev.headroom.report.PauseReport;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.PauseForm;
import dev.headroom.report.html.PauseForm.Entered;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The forms of pages that pause an org and resume it. They work without scripts; that they come
 * from a page of this program is seen by their origin before, and by their token here.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class PauseForms {
  private static final Pattern WITHOUT_ZONE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?");
  private static final int WITHOUT_SECONDS = "2026-11-25T18:00".length();
  private static final String BY = "by";
  private static final int MAX_SHOWN = 300;

  private final PauseCycle pauses;
  private final Pages pages;
  private final Shell shell;

  /** Over this cycle. */
  public PauseForms(PauseCycle pauses, Pages pages, Shell shell) {
    this.pauses = pauses;
    this.pages = pages;
    this.shell = shell;
  }

  /** The form. */
  @GET
  @Path("orgs/{org}/pause")
  public Response form(@PathParam("org") String id, @Context UriInfo uri) {
    return page(id, uri, Entered.NOTHING, 200);
  }

  /** Pauses the org, or gives its pause another end and reason. */
  @POST
  @Path("orgs/{org}/pause")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response pause(
      @PathParam("org") String id,
      @Context UriInfo uri,
      @FormParam("token") @DefaultValue("") String token,
      @FormParam("until") @DefaultValue("") String until,
      @FormParam("reason") @DefaultValue("") String reason,
      @FormParam(BY) @DefaultValue("") String by) {
    Map<String, String> members =
        Map.of(PauseCycle.UNTIL, inUtc(until.strip()), PauseCycle.REASON, reason);
    List<Violation> violations = new ArrayList<>(pauses.violations(members));
    name(by, violations);
    if (!shell.isOurs(token)) {
      return refused(id, uri, new Entered(shown(until), shown(reason), shown(by), List.of()));
    }
    if (violations.isEmpty()) {
      PauseReport report = pauses.pause(Shell.SCOPE, id, members, actor(by));
      if (report.violations().isEmpty()) {
        return done(id);
      }
      violations.addAll(report.violations());
    }
    return page(id, uri, new Entered(shown(until), shown(reason), shown(by), violations), 400);
  }

  /** Ends the pause. */
  @POST
  @Path("orgs/{org}/resume")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response resume(
      @PathParam("org") String id,
      @Context UriInfo uri,
      @FormParam("token") @DefaultValue("") String token,
      @FormParam(BY) @DefaultValue("") String by) {
    if (!shell.isOurs(token)) {
      return refused(id, uri, new Entered("", "", shown(by), List.of()));
    }
    List<Violation> violations = new ArrayList<>();
    name(by, violations);
    if (violations.isEmpty()) {
      violations.addAll(pauses.resume(Shell.SCOPE, id, actor(by)).violations());
    }
    return violations.isEmpty()
        ? done(id)
        : page(id, uri, new Entered("", "", shown(by), violations), 400);
  }

  private Response page(String id, UriInfo uri, Entered entered, int status) {
    return Shell.sent(
        pages.pause(Shell.SCOPE, id, Shell.query(uri), shell.site(), entered, status));
  }

  private Response refused(String id, UriInfo uri, Entered entered) {
    return page(
        id,
        uri,
        new Entered(
            entered.until(),
            entered.reason(),
            entered.by(),
            List.of(
                new Violation(
                    "token",
                    null,
                    "is not of this start of Headroom",
                    "Send the form again from here."))),
        403);
  }

  private static Response done(String id) {
    return Response.seeOther(URI.create("/orgs/" + id)).build();
  }

  private static void name(String by, List<Violation> violations) {
    String name = by.strip();
    if (name.isEmpty() || name.codePointCount(0, name.length()) > PauseForm.MAX_BY) {
      violations.add(
          new Violation(
              BY,
              null,
              name.isEmpty() ? "is missing" : "is longer than " + PauseForm.MAX_BY + " characters",
              "Write your name: others will read who ordered it."));
    }
  }

  /** The field of a browser has no zone; the page says that it is UTC. */
  private static String inUtc(String until) {
    return WITHOUT_ZONE.matcher(until).matches()
        ? until + (until.length() == WITHOUT_SECONDS ? ":00Z" : "Z")
        : until;
  }

  private static String actor(String by) {
    return PlainText.line(by.strip(), PauseForm.MAX_BY) + ", on the page";
  }

  private static String shown(String entered) {
    return PlainText.of(entered.strip(), MAX_SHOWN);
  }
}
