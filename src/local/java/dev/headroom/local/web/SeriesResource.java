package dev.headroom.local.web;

import dev.headroom.limits.LimitName;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.SeriesQuestion;
import dev.headroom.report.SeriesView;
import dev.headroom.report.TimeRange;
import dev.headroom.report.Views;
import dev.headroom.report.csv.SeriesCsv;
import dev.headroom.report.json.ApiJson;
import dev.headroom.wiring.FleetTime;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.InstantSource;

/** The course of a limit, as JSON and for a spreadsheet. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SeriesResource {
  private static final String CSV = "text/csv";

  private final Views views;
  private final InstantSource fleetTime;

  /** Uses these views; {@code fleetTime} is the clock for default ranges. */
  public SeriesResource(Views views, @FleetTime InstantSource fleetTime) {
    this.views = views;
    this.fleetTime = fleetTime;
  }

  /** Returns the points of one limit, by default the readings of the last 24 hours. */
  @GET
  @Path("/orgs/{org}/series")
  public ApiJson.Points series(@PathParam("org") String id, @Context UriInfo uri) {
    OrgView view = find(id);
    SeriesQuestion question = question(view, uri);
    return ApiJson.points(answer(view, question), question.isResolutionGiven());
  }

  /** Returns the same as a file. */
  @GET
  @Path("/orgs/{org}/series.csv")
  @Produces(CSV)
  public Response sheet(@PathParam("org") String id, @Context UriInfo uri) {
    OrgView view = find(id);
    SeriesView series = answer(view, question(view, uri));
    String name =
        "%s-%s-%s.csv"
            .formatted(
                view.org().id(),
                series.limit().value().replaceAll("[^A-Za-z0-9._-]", "_"),
                series.resolution().word());
    return Response.ok(SeriesCsv.of(view.org().id(), series))
        .type(CSV + ";charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  private SeriesQuestion question(OrgView view, UriInfo uri) {
    Instant now = fleetTime.instant();
    Instant newest = TimeRange.end(now, views.lastSlot(Shell.SCOPE, view.org()).orElse(now));
    return SeriesQuestion.read(Parameters.of(Shell.query(uri), SeriesQuestion.MEMBERS), newest);
  }

  private SeriesView answer(OrgView view, SeriesQuestion question) {
    String name = question.limit();
    if (name.length() > LimitName.MAX_LENGTH
        || views.limits(Shell.SCOPE, view.org()).stream()
            .noneMatch(l -> l.info().name().value().equals(name))) {
      throw new NotThereException(view.org().id() + " never showed a limit of that name");
    }
    return views.series(
        Shell.SCOPE, view.org(), new LimitName(name), question.range(), question.resolution());
  }

  private OrgView find(String id) {
    return views
        .org(Shell.SCOPE, id)
        .orElseThrow(() -> new NotThereException("the fleet has no org of that id"));
  }
}
