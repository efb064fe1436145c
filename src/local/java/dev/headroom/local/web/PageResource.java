package dev.headroom.local.web;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.PlainText;
import dev.headroom.report.AlertView;
import dev.headroom.report.FleetView;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages. They work without scripts, but for the chart. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class PageResource {
  /** The usual of every forecast's time is within it, also of a reading that is somewhat late. */
  private static final Duration FORECAST_SPAN = Duration.ofHours(13);

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final FleetViews views;
  private final TargetViews targets;
  private final Untold untold;
  private final Inbox inbox;
  private final Shell shell;
  private final FleetRows rows;
  private final MessageReader reader;

  /** Pages of these views. */
  public PageResource(
      FleetViews views,
      TargetViews targets,
      Untold untold,
      Inbox inbox,
      Shell shell,
      FleetRows rows,
      MessageReader reader) {
    this.views = views;
    this.targets = targets;
    this.untold = untold;
    this.inbox = inbox;
    this.shell = shell;
    this.rows = rows;
    this.reader = reader;
  }

  /** The fleet, worst first, or with {@code sort=exhaustion} what runs out first. */
  @GET
  public TemplateInstance fleet(@Context UriInfo uri) {
    Parameters parameters = Parameters.ofPage(uri, "q", "status", "tenant", "sort");
    FleetView fleet = views.fleet();
    FleetPage.Filter filter = FleetPage.Filter.of(parameters, fleet);
    parameters.check();
    return Pages.fleet(
        shell.frame("Fleet", "fleet"),
        FleetPage.of(fleet, views::next, views.policies(), filter, rows, shell.now()));
  }

  /** One org, with the chart of one of its limits. */
  @GET
  @Path("orgs/{org}")
  public TemplateInstance org(@PathParam("org") String id, @Context UriInfo uri) {
    OrgView view = find(id);
    Parameters parameters = Parameters.ofPage(uri, "limit", "range");
    OrgPage.Range range = OrgPage.Range.of(parameters);
    parameters.check();
    List<LimitView> limits = views.limits(view.org());
    LimitView chosen = chosen(view, limits, parameters).orElse(null);
    return Pages.org(
        shell.frame(id, "fleet"),
        OrgPage.of(
            view,
            limits,
            chosen,
            chosen == null ? null : forecast(view, chosen),
            range,
            views.notVisible(view.org()),
            shell.now()));
  }

  /** Null when there is no current reading. */
  private @Nullable ForecastCard forecast(OrgView view, LimitView limit) {
    Reading reading = limit.reading();
    if (reading == null) {
      return null;
    }
    Instant now = shell.now();
    return views
        .forecast(
            view.org().id(), limit.info().name(), now.minus(FORECAST_SPAN), now.plus(FORECAST_SPAN))
        .map(known -> ForecastCard.of(known, limit.info().window(), reading))
        .orElse(ForecastCard.NOT_YET);
  }

  /** What the chart shows, as a table. */
  @GET
  @Path("orgs/{org}/numbers")
  public TemplateInstance numbers(@PathParam("org") String id, @Context UriInfo uri) {
    OrgView view = find(id);
    Parameters parameters = Parameters.ofPage(uri, "limit", "range");
    OrgPage.Range range = OrgPage.Range.of(parameters);
    parameters.check();
    LimitView chosen =
        chosen(view, views.limits(view.org()), parameters)
            .orElseThrow(() -> NotThereException.onPage(id + " never showed a limit."));
    LimitName name = chosen.info().name();
    Instant now = shell.now();
    Instant end = TimeRange.end(now, views.lastSlot(view.org().id()).orElse(now));
    List<Cells.Choice> ranges =
        Arrays.stream(OrgPage.Range.values())
            .map(
                r ->
                    new Cells.Choice(
                        r.word,
                        "/orgs/%s/numbers?limit=%s&range=%s"
                            .formatted(id, Words.encoded(name.value()), r.word),
                        r == range))
            .toList();
    return Pages.numbers(
        shell.frame(id + " numbers", "fleet"),
        NumbersPage.of(
            id,
            Words.label(chosen.info()),
            views.series(view.org().id(), name, TimeRange.before(end, range.length)),
            range,
            ranges,
            now));
  }

  /** Open alerts; with {@code state=all} the resolved ones too. */
  @GET
  @Path("alerts")
  public TemplateInstance alerts(@Context UriInfo uri) {
    Parameters parameters = Parameters.ofPage(uri, "state");
    boolean all = "all".equals(parameters.choice("state", List.of("open", "all")).orElse("open"));
    parameters.check();
    List<AlertView> shown = all ? views.alerts() : views.openAlerts();
    return Pages.alerts(
        shell.frame("Alerts", "alerts"),
        AlertsPage.of(shown, untold.now(), views.openAlertCount(), all, shell.now()));
  }

  /** Targets, and which of them take no messages. */
  @GET
  @Path("targets")
  public TemplateInstance targets(@Context UriInfo uri) {
    Parameters.ofPage(uri).check();
    return Pages.targets(
        shell.frame("Targets", "targets"), TargetsPage.of(targets.all(), shell.realNow()));
  }

  /** What the inbox received; with {@code alert} only what tells of that one. */
  @GET
  @Path("inbox")
  public TemplateInstance inbox(@Context UriInfo uri) {
    Parameters parameters = Parameters.ofPage(uri, "alert");
    String key = parameters.filled("alert").orElse(null);
    if (key != null && !KEY.matcher(key).matches()) {
      parameters.refuse(
          "alert", key, "is no alert's key", "Follow the link of an alert, or leave it out.");
    }
    parameters.check();
    if (!inbox.isOpen()) {
      throw NotThereException.onPage(Inbox.NONE);
    }
    AlertView alert =
        key == null
            ? null
            : views.alerts().stream().filter(a -> a.key().equals(key)).findFirst().orElse(null);
    return Pages.inbox(
        shell.frame("Inbox", "inbox"),
        InboxPage.of(
            inbox.messages(),
            about(key, alert),
            alert == null
                ? key
                : (alert.org().isFleet() ? "" : alert.org() + ", ") + AlertsPage.about(alert),
            reader,
            shell.realNow()));
  }

  /**
   * A chat message holds no key: it is known by the org and the limit or the rule that it names.
   */
  private Predicate<InboxMessage> about(@Nullable String key, @Nullable AlertView alert) {
    if (key == null) {
      return message -> true;
    }
    if (alert == null) {
      return message -> message.body().contains(key);
    }
    String org = alert.org().isFleet() ? alert.subjectId() : alert.org().value();
    String label = alert.limit().map(views::label).orElse(alert.rule().replace('-', ' '));
    return message ->
        message.body().contains(key)
            || (message.body().contains(org) && message.body().contains(label));
  }

  /** The limit that was asked for, or the one that an org's page shows by itself. */
  private static Optional<LimitView> chosen(
      OrgView view, List<LimitView> limits, Parameters parameters) {
    String wanted = parameters.filled("limit").orElse(null);
    Optional<LimitView> chosen = OrgPage.chosen(view, limits, wanted);
    if (wanted != null && chosen.filter(l -> l.info().name().value().equals(wanted)).isEmpty()) {
      throw NotThereException.onPage(
          view.org().id(),
          "%s never showed a limit named %s."
              .formatted(view.org().id(), PlainText.of(wanted, LimitName.MAX_LENGTH)));
    }
    return chosen;
  }

  private OrgView find(String id) {
    return views
        .org(id)
        .orElseThrow(() -> NotThereException.onPage("The fleet has no org of that name."));
  }
}
