package dev.headroom.local.web;

import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.report.AlertView;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import dev.headroom.report.Views;
import dev.headroom.report.html.Pages;
import dev.headroom.report.words.AlertNames;
import dev.headroom.words.Figures;
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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages over HTTP. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class PageResource {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final Pages pages;
  private final Views views;
  private final Shell shell;
  private final Inbox inbox;
  private final BacktestCycle backtests;
  private final WhatIfCycle whatIfs;
  private final MessageReader reader;

  /** Adapts {@code pages}, and adds the inbox's. */
  public PageResource(
      Pages pages,
      Views views,
      Shell shell,
      Inbox inbox,
      BacktestCycle backtests,
      WhatIfCycle whatIfs,
      MessageReader reader) {
    this.pages = pages;
    this.views = views;
    this.shell = shell;
    this.inbox = inbox;
    this.backtests = backtests;
    this.whatIfs = whatIfs;
    this.reader = reader;
  }

  /** Returns the fleet. */
  @GET
  public Response fleet(@Context UriInfo uri) {
    return Shell.sent(pages.fleet(Shell.SCOPE, Shell.query(uri), shell.site()));
  }

  /** Returns one org. */
  @GET
  @Path("orgs/{org}")
  public Response org(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(pages.org(Shell.SCOPE, id, Shell.query(uri), shell.site()));
  }

  /** Returns an org's chart as a table. */
  @GET
  @Path("orgs/{org}/numbers")
  public Response numbers(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(pages.numbers(Shell.SCOPE, id, Shell.query(uri), shell.site()));
  }

  /** Returns which alerts an org would have had; 503 while too many others are running. */
  @GET
  @Path("orgs/{org}/backtest")
  public Response backtest(
      @PathParam("org") String id, @Context UriInfo uri, @Context HttpServerRequest request) {
    return Shell.sent(
        pages.backtest(
            Shell.SCOPE,
            id,
            Shell.query(uri),
            shell.site(),
            question ->
                backtests.run(
                    Shell.SCOPE,
                    id,
                    question,
                    BacktestCycle.LONGEST,
                    () -> !request.response().closed())));
  }

  /** Returns what a change would do to an org. */
  @GET
  @Path("orgs/{org}/what-if")
  public Response whatIf(@PathParam("org") String id, @Context UriInfo uri) {
    return Shell.sent(
        pages.whatIf(
            Shell.SCOPE,
            id,
            Shell.query(uri),
            shell.site(),
            question -> whatIfs.run(Shell.SCOPE, id, question)));
  }

  /** Returns alerts. */
  @GET
  @Path("alerts")
  public Response alerts(@Context UriInfo uri) {
    return Shell.sent(pages.alerts(Shell.SCOPE, Shell.query(uri), shell.site()));
  }

  /** Returns one alert. */
  @GET
  @Path("alerts/{key}")
  public Response alert(@PathParam("key") String key, @Context UriInfo uri) {
    return Shell.sent(pages.alert(Shell.SCOPE, key, Shell.query(uri), shell.site()));
  }

  /** Returns targets. */
  @GET
  @Path("targets")
  public Response targets(@Context UriInfo uri) {
    return Shell.sent(pages.targets(Shell.SCOPE, Shell.query(uri), shell.site()));
  }

  /** Returns only what every page has around its content. */
  @GET
  @Path("frame")
  public Response frame(@Context UriInfo uri) {
    return Shell.sent(pages.frame(Shell.SCOPE, Shell.query(uri), shell.site()));
  }

  /** Returns what the inbox received; with {@code alert} only what is about that one. */
  @GET
  @Path("inbox")
  public Response inbox(@Context UriInfo uri) {
    if (!inbox.isOpen()) {
      return Shell.sent(pages.notThere(Shell.SCOPE, shell.site(), Inbox.NONE));
    }
    return Shell.sent(
        pages.own(Shell.SCOPE, Shell.query(uri), shell.site(), "inbox", "Inbox", this::inbox));
  }

  private InboxPage inbox(Query query) {
    Parameters parameters = Parameters.of(query, "alert");
    String key = parameters.filled("alert").orElse(null);
    if (key != null && !KEY.matcher(key).matches()) {
      parameters.refuse(
          "alert",
          key,
          "is not the key of an alert",
          "Follow the link of an alert, or leave it out.");
    }
    parameters.check();
    AlertView alert =
        key == null
            ? null
            : views.alerts(Shell.SCOPE).stream()
                .filter(a -> a.key().equals(key))
                .findFirst()
                .orElse(null);
    return InboxPage.of(
        inbox.messages(),
        about(key, alert),
        alert == null
            ? key
            : (alert.org().isFleet() ? "" : alert.org() + ", ")
                + AlertNames.of(
                    alert,
                    limit -> Figures.label(views.describe(limit)),
                    views.evidence(Shell.SCOPE, alert).orElse(null)),
        reader,
        shell.site().realNow());
  }

  /**
   * A chat message contains no key: it is identified by the org and the limit or the rule that it
   * names.
   */
  private Predicate<InboxMessage> about(@Nullable String key, @Nullable AlertView alert) {
    if (key == null) {
      return message -> true;
    }
    if (alert == null) {
      return message -> message.body().contains(key);
    }
    String org = alert.org().isFleet() ? alert.subjectId() : alert.org().value();
    String label =
        alert
            .limit()
            .map(limit -> views.describe(limit).label())
            .orElse(alert.rule().replace('-', ' '));
    return message ->
        message.body().contains(key)
            || (message.body().contains(org) && message.body().contains(label));
  }
}
