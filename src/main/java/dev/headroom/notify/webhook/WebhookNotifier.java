package dev.headroom.notify.webhook;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.Pace;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

  /** The alerts of a minute's orgs go at once: a receiver of one's own takes them. */
  @Override
  public Pace pace() {
    return Pace.perSecond(20, 60);
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
              + " one, whsec_ and the output of 'openssl rand -base64 32', and give it to the"
              + " receiver";
      if (!target.lenient()) {
        return new DeliveryResult.Rejected(RejectKind.CONFIG, weak);
      }
      if (warned.add(target.id())) {
        LOG.warnf("%s. It is used for one more release, because the target already had it", weak);
      }
    }
    String id = notification.outbox() + ":" + target.id();
    Body made = body(notification, target);
    byte[] body = made.text().getBytes(StandardCharsets.UTF_8);
    long timestamp = at.getEpochSecond();
    String signature = signatures.get().header(id, timestamp, body);
    DeliveryResult result =
        new TargetHttp(http, target, at)
            .call(
                WebhookApi.class,
                target.require(WebhookTarget.URL),
                api ->
                    made.isJson()
                        ? api.post(id, timestamp, signature, body)
                        : api.postText(id, timestamp, signature, body),
                reply -> reply.status() >= 200 && reply.status() < 300,
                WebhookNotifier::judge);
    return made.note() != null && result instanceof DeliveryResult.Accepted accepted
        ? new DeliveryResult.Accepted(accepted.receipt(), made.note())
        : result;
  }

  /**
   * What is sent.
   *
   * @param note why it is the standard body although the target has a template; null if it is not
   */
  private record Body(String text, boolean isJson, @Nullable String note) {}

  /** An alert is more important than its form: a template that fails leaves the standard body. */
  private static Body body(Notification n, ResolvedTarget target) {
    Optional<String> template = target.find(WebhookTarget.TEMPLATE);
    if (template.isEmpty()) {
      return new Body(WebhookBody.of(n), true, null);
    }
    boolean isJson =
        WebhookTarget.isJson(target.find(WebhookTarget.CONTENT_TYPE).orElse(WebhookTarget.JSON));
    try {
      return new Body(BodyTemplate.parse(template.get(), isJson).render(n), isJson, null);
    } catch (BodyTemplate.Unusable e) {
      String note =
          "the template of target %s failed, so the standard body was sent: %s"
              .formatted(target.id(), e.why());
      LOG.warn(note);
      return new Body(WebhookBody.of(n), true, note);
    }
  }

  /** 410 means that the receiver wants nothing more (specification, "Disabling endpoints"). */
  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    return reply.status() == 410 && byStatus instanceof DeliveryResult.Rejected refused
        ? new DeliveryResult.Gone(refused.detail())
        : byStatus;
  }
}
