package dev.headroom.local.web;

import dev.headroom.cycle.ask.AcknowledgeCycle;
import dev.headroom.cycle.ask.MuteCycle;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.fleet.Violation;
import dev.headroom.report.OrderReport;
import dev.headroom.report.Views;
import dev.headroom.report.html.AlertForm;
import dev.headroom.report.html.AlertForm.Entered;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.Pages;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The forms of an alert's page that acknowledge, snooze or mute it. They work without scripts; that
 * they come from a page of this program is seen by their origin before, and by their token here.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class AcknowledgeForms {
  private final AcknowledgeCycle cycle;
  private final MuteCycle mutes;
  private final Views views;
  private final Pages pages;
  private final Shell shell;

  /** Over these cycles. */
  public AcknowledgeForms(
      AcknowledgeCycle cycle, MuteCycle mutes, Views views, Pages pages, Shell shell) {
    this.cycle = cycle;
    this.mutes = mutes;
    this.views = views;
    this.pages = pages;
    this.shell = shell;
  }

  /** Acknowledges the alert, or snoozes it. */
  @POST
  @Path("alerts/{key}/acknowledge")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response acknowledge(
      @PathParam("key") String key,
      @Context UriInfo uri,
      @FormParam("token") @DefaultValue("") String token,
      @FormParam("order") @DefaultValue("") String order,
      @FormParam(AcknowledgeCycle.UNTIL) @DefaultValue("") String until,
      @FormParam(FormFields.BY) @DefaultValue("") String by) {
    if (views.alert(Shell.SCOPE, key).isEmpty()) {
      return Shell.sent(pages.alert(Shell.SCOPE, key, Shell.query(uri), shell.site()));
    }
    if (!shell.isOurs(token)) {
      return page(key, uri, entered(until, by, "", List.of(FormFields.NOT_OURS)), 403);
    }
    boolean snooze = order.equals(AcknowledgeCycle.SNOOZE);
    Map<String, String> members =
        Map.of(
            AcknowledgeCycle.ALERT,
            key,
            TellOrder.BY,
            by,
            AcknowledgeCycle.UNTIL,
            FormFields.inUtc(until.strip()));
    OrderReport report =
        snooze
            ? cycle.snooze(Shell.SCOPE, members, "page")
            : cycle.acknowledge(Shell.SCOPE, members, "page");
    return report.violations().isEmpty()
        ? Response.seeOther(URI.create("/alerts/" + key)).build()
        : page(key, uri, entered(until, by, "", report.violations()), 400);
  }

  /** Mutes the alert until a time. */
  @POST
  @Path("alerts/{key}/mute")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response mute(
      @PathParam("key") String key,
      @Context UriInfo uri,
      @FormParam("token") @DefaultValue("") String token,
      @FormParam(AcknowledgeCycle.UNTIL) @DefaultValue("") String until,
      @FormParam(MuteCycle.REASON) @DefaultValue("") String reason,
      @FormParam(FormFields.BY) @DefaultValue("") String by) {
    if (views.alert(Shell.SCOPE, key).isEmpty()) {
      return Shell.sent(pages.alert(Shell.SCOPE, key, Shell.query(uri), shell.site()));
    }
    if (!shell.isOurs(token)) {
      return page(key, uri, entered(until, by, reason, List.of(FormFields.NOT_OURS)), 403);
    }
    OrderReport report =
        mutes.mute(
            Shell.SCOPE,
            Map.of(
                AcknowledgeCycle.ALERT,
                key,
                MuteCycle.REASON,
                reason,
                TellOrder.BY,
                by,
                AcknowledgeCycle.UNTIL,
                FormFields.inUtc(until.strip())),
            "page");
    return report.violations().isEmpty()
        ? Response.seeOther(URI.create("/alerts/" + key)).build()
        : page(key, uri, entered(until, by, reason, report.violations()), 400);
  }

  private static Entered entered(
      String until, String by, String reason, List<Violation> violations) {
    return new Entered(
        FormFields.shown(until), FormFields.shown(by), FormFields.shown(reason), violations);
  }

  private Response page(String key, UriInfo uri, Entered entered, int status) {
    Html page =
        pages.own(
            Shell.SCOPE,
            Shell.query(uri),
            shell.site(),
            "alert-form",
            "Alerts",
            query -> Objects.requireNonNull(AlertForm.of(key, entered, shell.site())));
    return Shell.sent(new Html(status, page.text()));
  }
}
