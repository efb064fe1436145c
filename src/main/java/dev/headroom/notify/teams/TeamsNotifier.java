package dev.headroom.notify.teams;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.Pace;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Microsoft Teams through a Power Automate workflow. It has no dedup key and cannot edit what it
 * posted: every transition is a separate message, and a crash between sending and recording may
 * repeat one. Success means that the workflow has accepted the message, not that it is shown.
 */
@ApplicationScoped
public class TeamsNotifier implements Notifier {
  /** "202 Accepted": the workflow runs on its own. */
  private static final int ACCEPTED = 202;

  /** Hosts of former Office 365 connectors; a manifest with such an address is refused as well. */
  private static final Pattern CONNECTOR =
      Pattern.compile("(?i)^\\s*https://(?:[^/?#]*\\.webhook|outlook)\\.office\\.com(?:[:/?#]|$)");

  /** What Office 365 connectors answer with status 200 when they accepted nothing. */
  private static final Pattern CONNECTOR_THROTTLED = Pattern.compile("HTTP error 429");

  /** Codes by which Power Automate blames the workflow or its address, not the message. */
  private static final Pattern WORKFLOW =
      Pattern.compile(
          "\"code\"\\s*:\\s*\"(?:WorkflowTriggerIsNotEnabled|WorkflowNotFound|TriggerNotFound"
              + "|WorkflowNotActive|DirectApiAuthorizationRequired)\"");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public TeamsNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return TeamsTarget.TYPE;
  }

  /** 60 messages in 30 seconds, the limit of the connectors that workflows replaced. */
  @Override
  public Pace pace() {
    return Pace.perSecond(2, 4);
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    if (CONNECTOR.matcher(target.require(TeamsTarget.URL)).find()) {
      return new DeliveryResult.Rejected(
          RejectKind.UNUSABLE,
          "the url of target "
              + target.id()
              + " is that of an Office 365 connector, which Microsoft has retired. "
              + TeamsTarget.INSTEAD);
    }
    byte[] message =
        TeamsCard.of(
            notification,
            target.find(TeamsTarget.CARD_VERSION).orElse(TeamsTarget.DEFAULT_CARD_VERSION));
    return new TargetHttp(http, target, at)
        .call(
            TeamsApi.class,
            target.require(TeamsTarget.URL),
            api -> api.post(message),
            reply -> reply.status() == ACCEPTED,
            TeamsNotifier::judge);
  }

  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    String said = reply.body().text();
    if (byStatus instanceof DeliveryResult.Retryable r
        && r.kind() == RetryKind.UNEXPECTED
        && CONNECTOR_THROTTLED.matcher(said).find()) {
      return new DeliveryResult.Retryable(RetryKind.RATE_LIMITED, r.detail(), null, false);
    }
    return byStatus instanceof DeliveryResult.Rejected refused && WORKFLOW.matcher(said).find()
        ? new DeliveryResult.Rejected(RejectKind.UNUSABLE, refused.detail())
        : byStatus;
  }
}
