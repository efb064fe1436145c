package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.limits.LimitName;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Untold;
import dev.headroom.report.Views;
import dev.headroom.report.WhatIfReport;
import dev.headroom.report.json.AlertJson;
import dev.headroom.report.json.ApiJson;
import dev.headroom.report.json.WhatIfAnswer;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.WhatIfQuestion;
import dev.headroom.words.Titles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The JSON API. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class ApiResource {
  private final Views views;
  private final Inbox inbox;
  private final WhatIfCycle whatIfs;
  private final ObjectMapper json;

  /** Uses these views. */
  public ApiResource(Views views, Inbox inbox, WhatIfCycle whatIfs, ObjectMapper json) {
    this.views = views;
    this.inbox = inbox;
    this.whatIfs = whatIfs;
    this.json = json;
  }

  /** Returns every org, worst first. */
  @GET
  @Path("/orgs")
  public List<ApiJson.Org> orgs(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return views.fleet(Shell.SCOPE).orgs().stream().map(ApiJson::org).toList();
  }

  /** Returns one org with its limits. */
  @GET
  @Path("/orgs/{org}")
  public ApiJson.OrgWithLimits org(@PathParam("org") String id, @Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    OrgView view = find(id);
    return ApiJson.org(
        view,
        views.limits(Shell.SCOPE, view.org()),
        views.projections(Shell.SCOPE, view.org()),
        views.notVisible(Shell.SCOPE, view.org()));
  }

  /** Returns what a change would do. */
  @GET
  @Path("/orgs/{org}/what-if")
  public WhatIfAnswer whatIf(@PathParam("org") String id, @Context UriInfo uri) {
    find(id);
    Parameters parameters = Parameters.of(Shell.query(uri), WhatIfQuestion.MEMBERS);
    parameters.check(WhatIfQuestion::read);
    WhatIfReport report = whatIfs.run(Shell.SCOPE, id, WhatIfQuestion.parse(parameters.filled()));
    Answer answer = report.answer();
    if (answer == null) {
      throw new BadParametersException(report.violations());
    }
    return WhatIfAnswer.of(answer, report.assumed());
  }

  /** Returns open alerts, or one row per episode. */
  @GET
  @Path("/alerts")
  public List<ApiJson.Alert> alerts(@Context UriInfo uri) {
    Parameters parameters = Parameters.of(Shell.query(uri), "state");
    String which = parameters.word("state", List.of("open", "all"));
    parameters.check();
    Untold.Snapshot notTold = views.untold(Shell.SCOPE);
    return (which.equals("all") ? views.alerts(Shell.SCOPE) : views.openAlerts(Shell.SCOPE))
        .stream().map(alert -> ApiJson.alert(alert, notTold)).toList();
  }

  /** Returns one alert with everything stored about its course; 404 if there is none. */
  @GET
  @Path("/alerts/{key}")
  public AlertJson.Alert alert(@PathParam("key") String key, @Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return views
        .alert(Shell.SCOPE, key)
        .map(story -> AlertJson.of(story, t -> Titles.title(t, this::label)))
        .orElseThrow(() -> new NotThereException("there is no alert of that key"));
  }

  private String label(LimitName limit) {
    return views.describe(limit).label();
  }

  /** Returns every target of the manifest, by id. */
  @GET
  @Path("/targets")
  public List<ApiJson.Target> targets(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    return views.targets(Shell.SCOPE).stream().map(ApiJson::target).toList();
  }

  /** Returns what the inbox received, oldest first; 404 if there is none. */
  @GET
  @Path("/inbox")
  public StreamingOutput inbox(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri)).check();
    if (!inbox.isOpen()) {
      throw new NotThereException(Inbox.NONE, Inbox.NONE_REMEDY);
    }
    List<InboxMessage> messages = inbox.messages();
    // Otherwise the whole answer would be in memory, once per request.
    return out -> {
      try (SequenceWriter writer =
          json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValuesAsArray(out)) {
        for (InboxMessage message : messages) {
          writer.write(Received.of(message));
        }
      }
    };
  }

  private OrgView find(String id) {
    return views
        .org(Shell.SCOPE, id)
        .orElseThrow(() -> new NotThereException("the fleet has no org of that id"));
  }
}
