package dev.headroom.local.web;

import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.org.PlainText;
import dev.headroom.report.Query;
import dev.headroom.report.html.NotePage.Entered;
import dev.headroom.report.html.PauseForm;
import dev.headroom.report.html.RunbookPages;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The notes of an org and the form for another one, which works without scripts. */
@Path("/orgs/{org}/note")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class NoteForms {
  private static final int MAX_SHOWN = 1_000;

  private final NoteCycle notes;
  private final RunbookPages pages;
  private final Shell shell;

  /** Over this cycle. */
  public NoteForms(NoteCycle notes, RunbookPages pages, Shell shell) {
    this.notes = notes;
    this.pages = pages;
    this.shell = shell;
  }

  /** Returns the notes and the form. */
  @GET
  public Response form(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(pages.note(Shell.SCOPE, id, Shell.query(uri), shell.site(), null, 200));
  }

  /** Keeps a note. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response keep(
      @PathParam("org") String id,
      @FormParam("token") @DefaultValue("") String token,
      @FormParam("alert") @DefaultValue("") String alert,
      @FormParam("text") @DefaultValue("") String text,
      @FormParam("by") @DefaultValue("") String by) {
    if (!shell.isOurs(token)) {
      return again(
          id,
          new Entered(
              shown(alert),
              shown(text),
              shown(by),
              List.of(
                  new Violation(
                      "token",
                      null,
                      "is not of this start of Headroom",
                      "Send the form again from here."))),
          403);
    }
    Map<String, String> members = new HashMap<>(Map.of(NoteCycle.TEXT, text, NoteCycle.BY, by));
    if (!alert.isBlank()) {
      members.put(NoteCycle.ALERT, alert);
    }
    List<Violation> violations = notes.note(Shell.SCOPE, id, members, actor(by)).violations();
    return violations.isEmpty()
        ? Response.seeOther(
                URI.create("/orgs/" + id + (alert.isBlank() ? "/runbook" : "/note?alert=" + alert)))
            .build()
        : again(id, new Entered(shown(alert), shown(text), shown(by), violations), 400);
  }

  private Response again(String id, Entered entered, int status) {
    Query none = Query.none("/orgs/" + id + "/note");
    return Shell.sent(pages.note(Shell.SCOPE, id, none, shell.site(), entered, status));
  }

  private static String actor(String by) {
    return PlainText.line(by.strip(), PauseForm.MAX_BY) + ", on the page";
  }

  private static String shown(String entered) {
    return PlainText.of(entered.strip(), MAX_SHOWN);
  }
}
