package dev.headroom.notify.datadog;

import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Datadog's event stream. Events of one alert are joined by its key, and each is kept: a crash
 * between sending and recording may repeat one.
 */
@ApplicationScoped
public class DatadogNotifier implements Notifier {
  /** "202 OK": accepted, not yet shown. */
  private static final int ACCEPTED = 202;

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public DatadogNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return DatadogTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    byte[] event = DatadogEvent.of(notification, at);
    return new TargetHttp(http, target, at)
        .call(
            DatadogApi.class,
            TargetHttp.below(
                target.find(DatadogTarget.URL).orElse(DatadogTarget.DEFAULT_URL), "/api/v1/events"),
            api -> api.post(target.require(DatadogTarget.API_KEY), event),
            reply -> reply.status() == ACCEPTED,
            (reply, byStatus) -> byStatus);
  }
}
