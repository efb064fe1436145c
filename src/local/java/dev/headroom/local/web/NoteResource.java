package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.NoteReport;
import dev.headroom.report.NoteViews;
import dev.headroom.report.Parameters;
import dev.headroom.report.Views;
import dev.headroom.report.json.NoteJson;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators' notes: listed, written and removed. */
@Path("/api/orgs/{org}/notes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class NoteResource {
  private static final String REMEDY = "Send {text, by, alert}; alert may be left out.";
  private static final List<String> MEMBERS =
      List.of(NoteCycle.TEXT, NoteCycle.BY, NoteCycle.ALERT);

  private final NoteCycle cycle;
  private final NoteViews notes;
  private final Views views;
  private final ObjectMapper json;

  /** Uses this cycle. */
  public NoteResource(NoteCycle cycle, NoteViews notes, Views views, ObjectMapper json) {
    this.cycle = cycle;
    this.notes = notes;
    this.views = views;
    this.json = json;
  }

  /** Returns the notes of an org, the newest first. */
  @GET
  public NoteJson.OfOrg list(@PathParam("org") String id, @Context UriInfo uri) {
    Org org = find(id, uri);
    return NoteJson.of(org, notes.notes(Shell.SCOPE, org));
  }

  /** Keeps a note. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public NoteJson.OfOrg keep(@PathParam("org") String id, @Context UriInfo uri, String body) {
    Org org = find(id, uri);
    return answer(org, cycle.note(Shell.SCOPE, id, members(body), actor()));
  }

  /** Removes a note. */
  @DELETE
  @Path("{note}")
  public NoteJson.OfOrg remove(
      @PathParam("org") String id, @PathParam("note") String note, @Context UriInfo uri) {
    Org org = find(id, uri);
    return answer(org, cycle.note(Shell.SCOPE, id, Map.of(NoteCycle.REMOVE, note), actor()));
  }

  private Org find(String id, UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return views
        .org(Shell.SCOPE, id)
        .orElseThrow(() -> new NotThereException("the fleet has no org of that id"))
        .org();
  }

  private NoteJson.OfOrg answer(Org org, NoteReport report) {
    if (!report.violations().isEmpty()) {
      throw new BadParametersException(report.violations());
    }
    return NoteJson.of(org, notes.notes(Shell.SCOPE, org));
  }

  private Map<String, String> members(String body) {
    List<Violation> violations = new ArrayList<>();
    Map<String, String> members = new HashMap<>();
    JsonNode node;
    try {
      node = json.readTree(body);
    } catch (JsonProcessingException e) {
      node = json.missingNode();
    }
    if (!node.isObject()) {
      violations.add(new Violation("body", null, "is not a JSON object", REMEDY));
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        violations.add(new Violation(member.getKey(), null, "is not a member of a note", REMEDY));
      } else if (member.getValue().isTextual()) {
        members.put(member.getKey(), member.getValue().textValue());
      } else if (!member.getValue().isNull()) {
        violations.add(
            new Violation(member.getKey(), null, "is not text", "Write it as text, in quotes."));
      }
    }
    if (!violations.isEmpty()) {
      throw new BadParametersException(violations);
    }
    return members;
  }

  private static String actor() {
    return "API, local user " + System.getProperty("user.name", "unknown");
  }
}
