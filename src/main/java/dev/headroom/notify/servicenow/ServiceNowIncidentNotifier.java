package dev.headroom.notify.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.Pace;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Sender;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * ServiceNow incidents. The table has no dedup key, so the alert's incident is first looked up by
 * its correlation id, then created or changed: two requests, which share the time of one attempt.
 * After a lost answer the next attempt finds what the first one created.
 */
@ApplicationScoped
public class ServiceNowIncidentNotifier implements Notifier {
  private static final String TABLE = "/api/now/table/incident";
  private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public ServiceNowIncidentNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return ServiceNowTarget.INCIDENT;
  }

  /** Instances limit calls per user and hour by rules of their own; a burst of alerts is spread. */
  @Override
  public Pace pace() {
    return Pace.perSecond(2, 5);
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    TargetHttp calls =
        new TargetHttp(http, ServiceNowCalls.guarded(target), at)
            .within(Sender.TIMEOUT.dividedBy(2));
    String basic = ServiceNowCalls.basic(target);
    TargetHttp.Attempt found =
        calls.attempt(
            ServiceNowApi.class,
            ServiceNowCalls.at(target, TABLE + query(notification, target)),
            api -> api.get(basic),
            reply -> reply.status() == 200 && ServiceNowCalls.result(reply).isArray(),
            (reply, byStatus) -> byStatus);
    if (!(found.result() instanceof DeliveryResult.Accepted) || found.reply() == null) {
      return found.result();
    }
    JsonNode incidents = ServiceNowCalls.result(found.reply());
    if (incidents.isEmpty()) {
      return notification.isResolve()
          ? new DeliveryResult.Accepted("there is no open incident to resolve")
          : open(notification, target, calls);
    }
    String id = incidents.path(0).path("sys_id").asText();
    if (!SYS_ID.matcher(id).matches()) {
      return new DeliveryResult.Retryable(
          RetryKind.UNEXPECTED, "ServiceNow found an incident without a sys_id", null, false);
    }
    byte[] change =
        notification.isResolve()
            ? ServiceNowIncident.resolved(notification, target)
            : ServiceNowIncident.changed(notification);
    return calls.call(
        ServiceNowApi.class,
        ServiceNowCalls.at(target, TABLE + "/" + id),
        api -> api.patch(basic, change),
        reply -> reply.status() == 200 && ServiceNowCalls.result(reply).isObject(),
        (reply, byStatus) -> byStatus);
  }

  private static DeliveryResult open(Notification n, ResolvedTarget target, TargetHttp calls) {
    byte[] incident = ServiceNowIncident.opened(n, target);
    return calls.call(
        ServiceNowApi.class,
        ServiceNowCalls.at(target, TABLE),
        api -> api.post(ServiceNowCalls.basic(target), incident),
        reply -> reply.status() == 201 && ServiceNowCalls.result(reply).isObject(),
        (reply, byStatus) -> byStatus);
  }

  /** The alert's incident, if one is neither resolved, closed nor canceled. */
  private static String query(Notification n, ResolvedTarget target) {
    String query =
        "correlation_id=%s^active=true^stateNOT IN%s,7,8"
            .formatted(n.dedupKey(), ServiceNowIncident.resolvedState(target));
    return "?sysparm_query="
        + URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20")
        + "&sysparm_fields=sys_id&sysparm_limit=1";
  }
}
