package dev.headroom.local.web;

import dev.headroom.alert.Policy;
import dev.headroom.alert.Yardstick;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Request;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.fleet.Violation;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Headroom would have told about an org, as a page. */
@Path("/orgs/{org}/backtest")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class BacktestResource {
  private static final String ALL = "*";

  private final FleetViews views;
  private final BacktestCycle cycle;
  private final Shell shell;

  /** Over these views. */
  public BacktestResource(FleetViews views, BacktestCycle cycle, Shell shell) {
    this.views = views;
    this.cycle = cycle;
    this.shell = shell;
  }

  /** The page; 503 while too many others are worked out. */
  @GET
  public Response page(
      @PathParam("org") String id, @Context UriInfo uri, @Context HttpServerRequest request) {
    OrgView view =
        views
            .org(id)
            .orElseThrow(() -> NotThereException.onPage("The fleet has no org of that name."));
    List<LimitView> limits = views.limits(view.org());
    Parameters parameters = Parameters.ofPage(uri, Request.MEMBERS);
    Map<String, String> members = BacktestApi.members(parameters, view, limits);
    List<Violation> unread = parameters.violations(Request::read);
    BacktestCycle.Report report =
        !unread.isEmpty()
            ? BacktestCycle.Report.wrong(unread)
            : cycle.run(id, members, BacktestCycle.LONGEST, () -> !request.response().closed());
    Backtest backtest = report.backtest();
    BacktestForm form =
        BacktestForm.of(
            id,
            Objects.requireNonNullElse(uri.getRequestUri().getRawQuery(), ""),
            options(limits, members.getOrDefault(BacktestApi.LIMIT, ALL)),
            members,
            inForce(view, limits, members.getOrDefault(BacktestApi.LIMIT, ALL)),
            report.violations());
    String html =
        Pages.backtest(
                shell.frame(id + " backtest", "fleet"),
                id,
                form,
                backtest == null ? null : BacktestPage.of(backtest))
            .render();
    return report.isBusy()
        ? Response.status(503)
            .header("Retry-After", BusyException.RETRY_AFTER_SECONDS)
            .entity(html)
            .build()
        : Response.status(backtest == null ? 400 : 200).entity(html).build();
  }

  private static List<Cells.Option> options(List<LimitView> limits, String chosen) {
    boolean all = chosen.equals(ALL);
    List<Cells.Option> options = new ArrayList<>();
    options.add(new Cells.Option(ALL, "all limits", all));
    options.addAll(Cells.limits(limits, all ? null : chosen));
    return options;
  }

  /** What the limit is judged by now; null when several are looked at. */
  private @Nullable Yardstick inForce(OrgView view, List<LimitView> limits, String name) {
    return limits.stream()
        .map(LimitView::info)
        .filter(info -> info.name().value().equals(name))
        .findFirst()
        .map(i -> Policy.yardstickFor(views.policies(), view.org(), i.name(), i.window()))
        .orElse(null);
  }
}
