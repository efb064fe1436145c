package dev.headroom.notify.pagerduty;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
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
import java.util.regex.Pattern;

/** PagerDuty: a trigger, updates in place, and a resolve, all by one dedup key. */
@ApplicationScoped
public class PagerDutyNotifier implements Notifier {
  /** "202 Accepted": developer.pagerduty.com, "Send an event to PagerDuty". */
  private static final int ACCEPTED = 202;

  /** {@code Invalid routing key}, {@code Length of 'routing_key' is incorrect}, and the like. */
  private static final Pattern ROUTING_KEY = Pattern.compile("(?i)routing[ _]key");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public PagerDutyNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return PagerDutyTarget.TYPE;
  }

  /** 120 events in any minute per integration key ("Events API v2: rate limits"). */
  @Override
  public Pace pace() {
    return new Pace(Duration.ofMillis(520), 5);
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    byte[] event = PagerDutyEvent.of(notification, target.require(PagerDutyTarget.ROUTING_KEY));
    return new TargetHttp(http, target, at)
        .call(
            PagerDutyApi.class,
            target.find(PagerDutyTarget.URL).orElse(PagerDutyTarget.DEFAULT_URL),
            api -> api.enqueue(event),
            reply -> reply.status() == ACCEPTED,
            PagerDutyNotifier::judge);
  }

  /** A 400 lists what is wrong in {@code errors}; only the key belongs to the target. */
  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    return reply.status() == 400
            && byStatus instanceof DeliveryResult.Rejected refused
            && ROUTING_KEY.matcher(reply.body().text()).find()
        ? new DeliveryResult.Rejected(RejectKind.UNUSABLE, refused.detail())
        : byStatus;
  }
}
