package dev.headroom.notify.servicenow;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.Pace;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** ServiceNow Event Management: one event per transition, one alert by its message key. */
@ApplicationScoped
public class ServiceNowEventNotifier implements Notifier {
  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public ServiceNowEventNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return ServiceNowTarget.EVENT;
  }

  /** Instances limit calls per user and hour by rules of their own; a burst of alerts is spread. */
  @Override
  public Pace pace() {
    return Pace.perSecond(2, 5);
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    boolean table =
        target
            .find(ServiceNowTarget.API)
            .orElse(ServiceNowTarget.EM)
            .equals(ServiceNowTarget.TABLE);
    byte[] body = table ? ServiceNowEvent.one(notification) : ServiceNowEvent.records(notification);
    return new TargetHttp(http, ServiceNowCalls.guarded(target), at)
        .call(
            ServiceNowApi.class,
            ServiceNowCalls.at(target, table ? "/api/now/table/em_event" : "/api/global/em/jsonv2"),
            api -> api.post(ServiceNowCalls.basic(target), body),
            ServiceNowEventNotifier::isTaken,
            (reply, byStatus) -> byStatus);
  }

  /** Whether it is 201 from the table, or 200 or 201 from Event Management, each with a result. */
  private static boolean isTaken(HttpOutcome.Reply reply) {
    return (reply.status() == 200 || reply.status() == 201)
        && !ServiceNowCalls.result(reply).isMissingNode();
  }
}
