package dev.headroom.local.web;

import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.BacktestQuestion;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.report.BacktestReport;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Views;
import dev.headroom.report.html.BacktestForm;
import dev.headroom.report.json.BacktestAnswer;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/**
 * Which alerts an org would have had, as JSON. One limit, the org's worst, unless {@code limit}
 * says otherwise, and at most 31 days, because someone is waiting.
 */
@Path("/api/orgs/{org}/backtest")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BacktestApi {
  private final Views views;
  private final BacktestCycle cycle;

  /** Uses these views. */
  public BacktestApi(Views views, BacktestCycle cycle) {
    this.views = views;
    this.cycle = cycle;
  }

  /** Returns the answer as JSON; 503 while too many others are running. */
  @GET
  public BacktestAnswer answer(
      @PathParam("org") String id, @Context UriInfo uri, @Context HttpServerRequest request) {
    OrgView view =
        views
            .org(Shell.SCOPE, id)
            .orElseThrow(() -> new NotThereException("the fleet has no org of that id"));
    Parameters parameters = Parameters.of(Shell.query(uri), BacktestQuestion.MEMBERS);
    parameters.check(BacktestQuestion::read);
    BacktestReport report =
        cycle.run(
            Shell.SCOPE,
            id,
            BacktestQuestion.parse(
                BacktestForm.members(parameters, view, views.limits(Shell.SCOPE, view.org()))),
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
}
