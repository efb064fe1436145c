package dev.headroom.notify.jsm;

import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Jira Service Management Operations: an alert, notes on it, and its close, all by one alias. */
@ApplicationScoped
public class JsmNotifier implements Notifier {
  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public JsmNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return JsmTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    return new JsmDelivery(http, type(), target, at).tell(notification);
  }
}
