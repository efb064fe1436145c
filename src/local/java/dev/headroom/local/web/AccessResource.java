package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.Question;
import dev.headroom.access.Remark;
import dev.headroom.access.json.QuestionReader;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.report.AccessViews;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.LockOutReport;
import dev.headroom.report.Parameters;
import dev.headroom.report.Views;
import dev.headroom.report.json.AccessJson;
import dev.headroom.wiring.FleetTime;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Who may use an org's API, and whom a change would lock out, as JSON. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class AccessResource {
  private static final String AT = "at";

  private final Views views;
  private final AccessViews access;
  private final LockOutCycle lockOuts;
  private final ObjectMapper json;
  private final InstantSource fleetTime;

  /** Over these views; {@code fleetTime} is the clock of the default day. */
  public AccessResource(
      Views views,
      AccessViews access,
      LockOutCycle lockOuts,
      ObjectMapper json,
      @FleetTime InstantSource fleetTime) {
    this.views = views;
    this.access = access;
    this.lockOuts = lockOuts;
    this.json = json;
    this.fleetTime = fleetTime;
  }

  /** The posture of a day, by default today's or the last one before. */
  @GET
  @Path("/orgs/{org}/access")
  public JsonNode access(@PathParam("org") String id, @Context UriInfo uri) {
    Org org = find(id);
    Parameters parameters = Parameters.of(Shell.query(uri), AT);
    LocalDate today = fleetTime.instant().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate day = parameters.day(AT, today);
    parameters.check();
    return access
        .access(Shell.SCOPE, org, day)
        .map(AccessJson::of)
        .orElseThrow(
            () ->
                new NotThereException(
                    "the access of the org was not audited on " + day + " or before"));
  }

  /** Whom a candidate would have locked out. */
  @POST
  @Path("/orgs/{org}/lock-out")
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonNode lockOut(@PathParam("org") String id, @Context UriInfo uri, String body) {
    find(id);
    Parameters.of(Shell.query(uri)).check();
    List<Remark> wrong = new ArrayList<>();
    Question question = QuestionReader.read(object(body), wrong);
    if (!wrong.isEmpty()) {
      throw new BadParametersException(LockOutCycle.violations(wrong));
    }
    LockOutReport report = lockOuts.ask(Shell.SCOPE, id, question);
    if (!report.violations().isEmpty()) {
      throw new BadParametersException(report.violations());
    }
    return AccessJson.of(report);
  }

  private JsonNode object(String body) {
    try {
      JsonNode node = json.readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Told below, like anything else that is no object.
    }
    throw new BadParametersException(
        List.of(
            new Violation(
                "body",
                null,
                "is not a JSON object",
                "Send {kind, name, ranges, mode, days, to}.")));
  }

  private Org find(String id) {
    return views
        .org(Shell.SCOPE, id)
        .orElseThrow(() -> new NotThereException("the fleet has no org of that id"))
        .org();
  }
}
