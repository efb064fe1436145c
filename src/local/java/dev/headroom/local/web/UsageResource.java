package dev.headroom.local.web;

import dev.headroom.org.Org;
import dev.headroom.report.DayRange;
import dev.headroom.report.Parameters;
import dev.headroom.report.UsageView;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.report.json.UsageJson;
import dev.headroom.wiring.FleetTime;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** Who uses the API calls, as JSON. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class UsageResource {
  private final Views views;
  private final UsageViews usage;
  private final InstantSource fleetTime;

  /** Serves these views; {@code fleetTime} is the clock for default ranges. */
  public UsageResource(Views views, UsageViews usage, @FleetTime InstantSource fleetTime) {
    this.views = views;
    this.usage = usage;
    this.fleetTime = fleetTime;
  }

  /**
   * Returns days, integrations and the capacity plan of an org, by default for the last 14 days.
   */
  @GET
  @Path("/orgs/{org}/usage")
  public UsageJson.Usage usage(@PathParam("org") String id, @Context UriInfo uri) {
    Org org = find(id);
    return UsageJson.usage(view(org, Parameters.of(Shell.query(uri), DayRange.MEMBERS)));
  }

  /** Returns the integrations of an org, with their trends over the last 28 days. */
  @GET
  @Path("/orgs/{org}/integrations")
  public UsageJson.Integrations integrations(@PathParam("org") String id, @Context UriInfo uri) {
    Org org = find(id);
    Parameters.of(Shell.query(uri)).check();
    LocalDate to = usage.newest(Shell.SCOPE, org, fleetTime.instant());
    LocalDate from = to.minusDays(UsageViews.TREND_DAYS - 1);
    return UsageJson.integrations(usage.usage(Shell.SCOPE, org, from, to));
  }

  /** Returns one day; with {@code groups=true} also its groups of calls. */
  @GET
  @Path("/orgs/{org}/usage/{day}")
  public Object day(
      @PathParam("org") String id, @PathParam("day") String written, @Context UriInfo uri) {
    Org org = find(id);
    Parameters parameters = Parameters.of(Shell.query(uri), "groups");
    LocalDate day = parameters.dayOf("day", written, LocalDate.EPOCH);
    boolean groups =
        "true".equals(parameters.choice("groups", List.of("true", "false")).orElse("false"));
    parameters.check();
    UsageJson.WholeDay whole =
        UsageJson.day(
            id,
            day,
            usage.day(Shell.SCOPE, org, day),
            usage.allocation(Shell.SCOPE, org),
            usage.findings(Shell.SCOPE, org));
    return groups ? UsageJson.withGroups(whole, usage.groups(Shell.SCOPE, org, day)) : whole;
  }

  /** Returns the wasted calls of the fleet, largest saving first. */
  @GET
  @Path("/savings")
  public List<UsageJson.Saving> savings(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return UsageJson.savings(usage.savings(Shell.SCOPE));
  }

  private UsageView view(Org org, Parameters parameters) {
    DayRange range = DayRange.of(parameters, usage.newest(Shell.SCOPE, org, fleetTime.instant()));
    parameters.check();
    return usage.usage(Shell.SCOPE, org, range.from(), range.to());
  }

  private Org find(String id) {
    return views
        .org(Shell.SCOPE, id)
        .orElseThrow(() -> new NotThereException("the fleet has no org of that id"))
        .org();
  }
}
