package dev.headroom.local.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.report.AlertView;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The pages. They work without scripts, but for the chart. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class PageResource {
  /** The usual of every forecast's time is within it, also of a reading that is somewhat late. */
  private static final Duration FORECAST_SPAN = Duration.ofHours(13);

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
      ObjectMapper json) {
    this.views = views;
    this.targets = targets;
    this.untold = untold;
    this.inbox = inbox;
    this.shell = shell;
    this.rows = rows;
    this.reader = new MessageReader(json);
  }

  /** The fleet, worst first, or with {@code sort=exhaustion} what runs out first. */
  @GET
  public TemplateInstance fleet(
      @QueryParam("q") @Nullable String text,
      @QueryParam("status") @Nullable String status,
      @QueryParam("tenant") @Nullable String tenant,
      @QueryParam("sort") @Nullable String sort) {
    return Pages.fleet(
        shell.frame("Fleet", "fleet"),
        FleetPage.of(
            views.fleet(),
            views::next,
            views.policies(),
            FleetPage.Filter.of(text, status, tenant, sort),
            rows,
            shell.now()));
  }

  /** One org, with the chart of one of its limits. */
  @GET
  @Path("orgs/{org}")
  public TemplateInstance org(
      @PathParam("org") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("range") @Nullable String range) {
    OrgView view = find(id);
    List<LimitView> limits = views.limits(view.org());
    LimitView chosen = OrgPage.chosen(view, limits, limit).orElse(null);
    return Pages.org(
        shell.frame(id, "fleet"),
        OrgPage.of(
            view,
            limits,
            chosen,
            chosen == null ? null : forecast(view, chosen),
            OrgPage.Range.of(range),
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
  public TemplateInstance numbers(
      @PathParam("org") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("range") @Nullable String word) {
    OrgView view = find(id);
    OrgPage.Range range = OrgPage.Range.of(word);
    LimitView chosen =
        OrgPage.chosen(view, views.limits(view.org()), limit)
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
  public TemplateInstance alerts(@QueryParam("state") @Nullable String state) {
    boolean all = "all".equals(state);
    List<AlertView> shown = all ? views.alerts() : views.openAlerts();
    return Pages.alerts(
        shell.frame("Alerts", "alerts"),
        AlertsPage.of(shown, untold.now(), views.openAlertCount(), all, shell.now()));
  }

  /** Targets, and which of them take no messages. */
  @GET
  @Path("targets")
  public TemplateInstance targets() {
    return Pages.targets(
        shell.frame("Targets", "targets"), TargetsPage.of(targets.all(), shell.realNow()));
  }

  /** What the inbox received; with {@code alert} only what tells of that one. */
  @GET
  @Path("inbox")
  public TemplateInstance inbox(@QueryParam("alert") @Nullable String key) {
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

  private OrgView find(String id) {
    return views
        .org(id)
        .orElseThrow(() -> NotThereException.onPage("The fleet has no org of that name."));
  }
}
