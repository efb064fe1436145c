package dev.headroom.notify.incidentio;

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
import java.time.Duration;
import java.time.Instant;

/** incident.io: firing, updates, and resolve, all by one deduplication key. */
@ApplicationScoped
public class IncidentIoNotifier implements Notifier {
  /** "202 Accepted": the event will be processed. */
  private static final int ACCEPTED = 202;

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public IncidentIoNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return IncidentIoTarget.TYPE;
  }

  /** 1,200 requests in any minute per key ("Rate limits" of incident.io's API). */
  @Override
  public Pace pace() {
    return new Pace(Duration.ofMillis(52), 20);
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    byte[] event = IncidentIoEvent.of(notification);
    return new TargetHttp(http, target, at)
        .call(
            IncidentIoApi.class,
            target.require(IncidentIoTarget.URL),
            api -> api.post("Bearer " + target.require(IncidentIoTarget.TOKEN), event),
            reply -> reply.status() == ACCEPTED,
            (reply, byStatus) -> byStatus);
  }
}
