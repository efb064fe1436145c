package dev.headroom.local.web;

import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.whatif.Question;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a change would come to for an org, as a page. */
@Path("/orgs/{org}/what-if")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class WhatIfResource {
  private final FleetViews views;
  private final WhatIfCycle cycle;
  private final Shell shell;

  /** Over these views. */
  public WhatIfResource(FleetViews views, WhatIfCycle cycle, Shell shell) {
    this.views = views;
    this.cycle = cycle;
    this.shell = shell;
  }

  /** The page: the form alone until something is asked. */
  @GET
  public Response page(@PathParam("org") String id, @Context UriInfo uri) {
    OrgView view =
        views
            .org(id)
            .orElseThrow(() -> NotThereException.onPage("The fleet has no org of that name."));
    Parameters parameters = Parameters.ofPage(uri, Question.MEMBERS);
    Map<String, String> members = parameters.filled();
    List<Violation> unread = parameters.violations(Question::read);
    boolean asked = members.keySet().stream().anyMatch(WhatIfPage::isAsked);
    WhatIfCycle.Report report =
        asked && unread.isEmpty() ? cycle.run(id, members) : new WhatIfCycle.Report(unread, null);
    List<LimitView> limits = views.limits(view.org());
    String html =
        Pages.whatIf(
                shell.frame(id + " what-if", "fleet"),
                WhatIfPage.of(
                    id,
                    Objects.requireNonNullElse(uri.getRequestUri().getRawQuery(), ""),
                    limits,
                    views.unit(WhatIfPage.chosen(members)),
                    members,
                    report))
            .render();
    return Response.status(report.violations().isEmpty() ? 200 : 400).entity(html).build();
  }
}
