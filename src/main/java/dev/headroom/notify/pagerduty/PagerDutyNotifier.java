package dev.headroom.notify.pagerduty;

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
import java.util.Map;

/** PagerDuty: a trigger, updates of it in place, and its resolve, all by one dedup key. */
@ApplicationScoped
public class PagerDutyNotifier implements Notifier {
  private final OutboundHttp http;

  /** A notifier that makes its calls through {@code http}. */
  @Inject
  public PagerDutyNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return PagerDutyTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    return new TargetHttp(http, target, at)
        .post(
            target.find(PagerDutyTarget.URL).orElse(PagerDutyTarget.DEFAULT_URL),
            Map.of(),
            PagerDutyEvent.of(notification, target.require(PagerDutyTarget.ROUTING_KEY)));
  }
}
