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
import dev.headroom.report.AccessView;
import dev.headroom.report.AccessViews;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.LockOutReport;
import dev.headroom.report.Parameters;
import dev.headroom.report.Views;
import dev.headroom.report.csv.AccessCsv;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Who may use an org's API, and whom a change would lock out, as JSON. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class AccessResource {
  private static final String AT = "at";
  private static final String CSV = "text/csv";

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

  /** How much is wrong in the fleet, as of the last audits. */
  @GET
  @Path("/access")
  public JsonNode fleet(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return AccessJson.of(access.fleet(Shell.SCOPE));
  }

  /** The same for a spreadsheet, a row for each org and kind. */
  @GET
  @Path("/access/findings.csv")
  @Produces(CSV)
  public Response fleetSheet(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return sheet("access-findings.csv", AccessCsv.fleet(access.fleet(Shell.SCOPE)));
  }

  /** A part of the posture of a day for a spreadsheet. */
  @GET
  @Path("/orgs/{org}/access/{table}.csv")
  @Produces(CSV)
  public Response sheet(
      @PathParam("org") String id, @PathParam("table") String word, @Context UriInfo uri) {
    AccessCsv.Table table =
        Arrays.stream(AccessCsv.Table.values())
            .filter(t -> t.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new NotThereException(
                        "there is no such table; write "
                            + Arrays.stream(AccessCsv.Table.values())
                                .map(AccessCsv.Table::word)
                                .collect(Collectors.joining(", "))));
    AccessView view = posture(id, uri);
    LocalDate day = view.posture().takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    return sheet("%s-access-%s-%s.csv".formatted(view.org(), day, word), table.of(view));
  }

  private static Response sheet(String name, String text) {
    return Response.ok(text)
        .type(CSV + ";charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  /** The posture of a day, by default today's or the last one before. */
  @GET
  @Path("/orgs/{org}/access")
  public JsonNode access(@PathParam("org") String id, @Context UriInfo uri) {
    return AccessJson.of(posture(id, uri));
  }

  private AccessView posture(String id, UriInfo uri) {
    Org org = find(id);
    Parameters parameters = Parameters.of(Shell.query(uri), AT);
    LocalDate today = fleetTime.instant().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate day = parameters.day(AT, today);
    parameters.check();
    return access
        .access(Shell.SCOPE, org, day)
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
