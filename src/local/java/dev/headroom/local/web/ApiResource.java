package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.function.WhatIfAnswer;
import dev.headroom.limits.LimitName;
import dev.headroom.report.OrgView;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.Question;
import dev.headroom.wiring.FleetTime;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The JSON API. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class ApiResource {
  private static final Duration DAY = Duration.ofDays(1);

  private final FleetViews views;
  private final TargetViews targets;
  private final Untold untold;
  private final Inbox inbox;
  private final WhatIfCycle whatIfs;
  private final InstantSource fleetTime;
  private final ObjectMapper json;

  /** Over these views; {@code fleetTime} is the clock of default ranges. */
  public ApiResource(
      FleetViews views,
      TargetViews targets,
      Untold untold,
      Inbox inbox,
      WhatIfCycle whatIfs,
      @FleetTime InstantSource fleetTime,
      ObjectMapper json) {
    this.views = views;
    this.targets = targets;
    this.untold = untold;
    this.inbox = inbox;
    this.whatIfs = whatIfs;
    this.fleetTime = fleetTime;
    this.json = json;
  }

  /** Every org, worst first. */
  @GET
  @Path("/orgs")
  public List<Json.Org> orgs(@Context UriInfo uri) {
    Parameters.ofApi(uri).check();
    return views.fleet().orgs().stream()
        .map(view -> Json.org(view, views.next(view).orElse(null)))
        .toList();
  }

  /** One org with its limits. */
  @GET
  @Path("/orgs/{org}")
  public Json.OrgWithLimits org(@PathParam("org") String id, @Context UriInfo uri) {
    Parameters.ofApi(uri).check();
    OrgView view = find(id);
    return Json.org(
        view,
        views.next(view).orElse(null),
        views.limits(view.org()),
        views.projections(view.org().id()),
        views.notVisible(view.org()));
  }

  /** The points of one limit, by default of the last 24 hours. */
  @GET
  @Path("/orgs/{org}/series")
  public Json.Points series(@PathParam("org") String id, @Context UriInfo uri) {
    OrgView view = find(id);
    Parameters parameters = Parameters.ofApi(uri, "limit", "from", "to", "resolution");
    String name =
        parameters.required("limit", "Name a limit of this org, such as DailyApiRequests.");
    Instant now = fleetTime.instant();
    Instant newest = TimeRange.end(now, views.lastSlot(view.org().id()).orElse(now));
    Instant end = parameters.instant("to", newest);
    Instant start = parameters.instant("from", end.minus(DAY));
    if (parameters.given("resolution") != null) {
      parameters.word("resolution", List.of("raw"));
    }
    if (start.isAfter(end)) {
      parameters.refuse("from", start.toString(), "is after to", "Write from before to.");
    }
    parameters.check();
    if (name.length() > LimitName.MAX_LENGTH
        || views.limits(view.org()).stream().noneMatch(l -> l.info().name().value().equals(name))) {
      throw NotThereException.inApi(id + " never showed a limit of that name");
    }
    return Json.points(
        views.series(view.org().id(), new LimitName(name), new TimeRange(start, end)));
  }

  /** What a change would come to. */
  @GET
  @Path("/orgs/{org}/what-if")
  public WhatIfAnswer whatIf(@PathParam("org") String id, @Context UriInfo uri) {
    find(id);
    Parameters parameters = Parameters.ofApi(uri, Question.MEMBERS);
    parameters.check(Question::read);
    WhatIfCycle.Report report = whatIfs.run(id, parameters.filled());
    Answer answer = report.answer();
    if (answer == null) {
      throw new BadParametersException(report.violations());
    }
    return WhatIfAnswer.of(answer);
  }

  /** Open alerts, or a row an episode. */
  @GET
  @Path("/alerts")
  public List<Json.Alert> alerts(@Context UriInfo uri) {
    Parameters parameters = Parameters.ofApi(uri, "state");
    String which = parameters.word("state", List.of("open", "all"));
    parameters.check();
    Untold.Snapshot notTold = untold.now();
    return (which.equals("all") ? views.alerts() : views.openAlerts())
        .stream().map(alert -> Json.alert(alert, notTold)).toList();
  }

  /** Every target of the manifest, by id. */
  @GET
  @Path("/targets")
  public List<Json.Target> targets(@Context UriInfo uri) {
    Parameters.ofApi(uri).check();
    return targets.all().stream().map(Json::target).toList();
  }

  /** What the inbox received, oldest first; 404 where there is none. */
  @GET
  @Path("/inbox")
  public StreamingOutput inbox(@Context UriInfo uri) {
    Parameters.ofApi(uri).check();
    if (!inbox.isOpen()) {
      throw NotThereException.inApi(Inbox.NONE, Inbox.NONE_REMEDY);
    }
    List<InboxMessage> messages = inbox.messages();
    // As a whole the answer would be in memory, of each that asks.
    return out -> {
      try (SequenceWriter writer =
          json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValuesAsArray(out)) {
        for (InboxMessage message : messages) {
          writer.write(Json.received(message));
        }
      }
    };
  }

  private OrgView find(String id) {
    return views
        .org(id)
        .orElseThrow(() -> NotThereException.inApi("the fleet has no org of that id"));
  }
}
