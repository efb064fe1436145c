package dev.headroom.local.web;

import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Request;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.function.BacktestAnswer;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

/**
 * What Headroom would have told about an org, as JSON. One limit, the org's worst, unless {@code
 * limit} says otherwise, and 31 days at most: it is worked out while someone waits.
 */
@Path("/api/orgs/{org}/backtest")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BacktestApi {
  static final String LIMIT = "limit";

  private final FleetViews views;
  private final BacktestCycle cycle;

  /** Over these views. */
  public BacktestApi(FleetViews views, BacktestCycle cycle) {
    this.views = views;
    this.cycle = cycle;
  }

  /** The answer as JSON; 503 while too many others are worked out. */
  @GET
  public BacktestAnswer answer(
      @PathParam("org") String id, @Context UriInfo uri, @Context HttpServerRequest request) {
    OrgView view =
        views.org(id).orElseThrow(() -> NotThereException.inApi("the fleet has no org of that id"));
    Parameters parameters = Parameters.ofApi(uri, Request.MEMBERS);
    parameters.check(Request::read);
    BacktestCycle.Report report =
        cycle.run(
            id,
            members(parameters, view, views.limits(view.org())),
            BacktestCycle.LONGEST,
            () -> !request.response().closed());
    if (report.isBusy()) {
      throw new BusyException(report.violations().getFirst());
    }
    Backtest backtest = report.backtest();
    if (backtest == null) {
      throw new BadParametersException(report.violations());
    }
    return BacktestAnswer.of(backtest);
  }

  /** What the address gives; a field that was left empty is not given. */
  static Map<String, String> members(Parameters parameters, OrgView view, List<LimitView> limits) {
    Map<String, String> members = parameters.filled();
    if (!members.containsKey(LIMIT)) {
      OrgPage.chosen(view, limits, null)
          .ifPresent(limit -> members.put(LIMIT, limit.info().name().value()));
    }
    return members;
  }
}
