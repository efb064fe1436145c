package dev.headroom.notify.webhook;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The generic webhook, by Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks):
 * any 2xx is a success. The receiver recognises a repeat by {@code webhook-id}.
 */
@ApplicationScoped
public class WebhookNotifier implements Notifier {
  private static final Logger LOG = Logger.getLogger(WebhookNotifier.class);

  private final OutboundHttp http;
  private final Set<TargetId> warned = ConcurrentHashMap.newKeySet();

  /** Makes its calls through {@code http}. */
  @Inject
  public WebhookNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return WebhookTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    Optional<Signatures> signatures = Signatures.of(target.require(WebhookTarget.SECRET));
    if (signatures.isEmpty()) {
      return new DeliveryResult.Rejected(
          RejectKind.CONFIG,
          "the secret of target "
              + target.id()
              + " is not whsec_ and base64 (several with a space between them)");
    }
    if (!signatures.get().areStrong()) {
      String weak =
          "the secret of target %s has fewer than %d bytes: anyone could guess it and sign. Make a new"
                  .formatted(target.id(), Signatures.LEAST_BYTES)
              + " one, whsec_ and the output of 'openssl rand -base64 32', and give it to the receiver";
      if (!target.lenient()) {
        return new DeliveryResult.Rejected(RejectKind.CONFIG, weak);
      }
      if (warned.add(target.id())) {
        LOG.warnf("%s. It is used for one more release, because the target already had it", weak);
      }
    }
    String id = notification.outbox() + ":" + target.id();
    byte[] body = WebhookBody.of(notification);
    long timestamp = at.getEpochSecond();
    String signature = signatures.get().header(id, timestamp, body);
    return new TargetHttp(http, target, at)
        .call(
            WebhookApi.class,
            target.require(WebhookTarget.URL),
            api -> api.post(id, timestamp, signature, body),
            reply -> reply.status() >= 200 && reply.status() < 300,
            WebhookNotifier::judge);
  }

  /** 410 means that the receiver wants nothing more (specification, "Disabling endpoints"). */
  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    return reply.status() == 410 && byStatus instanceof DeliveryResult.Rejected refused
        ? new DeliveryResult.Gone(refused.detail())
        : byStatus;
  }
}
