package dev.headroom.local.web;

import dev.headroom.forecast.LimitForecast;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.TimeRange;
import dev.headroom.report.Views;
import dev.headroom.report.json.ForecastJson;
import dev.headroom.wiring.FleetTime;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The forecast of a limit, as JSON. */
@Path("/api/orgs/{org}/forecast")
@Produces(MediaType.APPLICATION_JSON)
public class ForecastResource {
  private static final Duration BACK = Duration.ofDays(1);
  private static final Duration AHEAD = Duration.ofHours(12);
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Views views;
  private final InstantSource fleetTime;

  /** Uses these views; {@code fleetTime} is the clock for default ranges. */
  public ForecastResource(Views views, @FleetTime InstantSource fleetTime) {
    this.views = views;
    this.fleetTime = fleetTime;
  }

  /**
   * Returns the forecast of one limit; the usual course by default from a day ago to 12 hours
   * ahead.
   */
  @GET
  public ForecastJson.Forecast forecast(@PathParam("org") String id, @Context UriInfo uri) {
    OrgView view =
        views
            .org(Shell.SCOPE, id)
            .orElseThrow(() -> new NotThereException("the fleet has no org of that id"));
    Parameters parameters = Parameters.of(Shell.query(uri), "limit", "from", "to");
    String name =
        parameters.required("limit", "Name a limit of this org, such as DailyApiRequests.");
    Instant now = fleetTime.instant();
    Instant to = parameters.instant("to", now.plus(AHEAD));
    Instant from = parameters.instant("from", now.minus(BACK));
    if (from.isAfter(to) || from.isBefore(to.minus(LONGEST))) {
      parameters.refuse(
          "from",
          from.toString(),
          "is after to, or more than 31 days before it",
          "Write from before to.");
    }
    parameters.check();
    LimitView limit =
        views.limits(Shell.SCOPE, view.org()).stream()
            .filter(l -> l.info().name().value().equals(name))
            .findFirst()
            .orElseThrow(() -> new NotThereException(id + " never showed a limit of that name"));
    LimitForecast known =
        views
            .forecast(Shell.SCOPE, view.org(), limit.info().name(), new TimeRange(from, to))
            .orElse(null);
    return ForecastJson.forecast(name, known, limit.reading() != null);
  }
}
