package dev.headroom.notify.slack;

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
import java.util.Set;

/**
 * Slack's incoming webhook. It has no dedup key and cannot edit what it posted: every transition is
 * a separate message, and a crash between sending and recording may repeat one. Its answers are
 * documented in docs.slack.dev, "Sending messages using incoming webhooks".
 */
@ApplicationScoped
public class SlackNotifier implements Notifier {
  /** The answer, with status 200, of a webhook that has posted. */
  private static final String SUCCESS = "ok";

  /**
   * Errors by which Slack blames the address or the channel, whatever the status. None is final,
   * not even with 410: an archived channel can be restored.
   */
  private static final Set<String> SETTINGS_ERRORS =
      Set.of(
          "user_not_found",
          "channel_not_found",
          "channel_is_archived",
          "no_service",
          "no_service_id",
          "no_active_hooks",
          "no_team",
          "team_disabled",
          "action_prohibited",
          "invalid_token",
          "posting_to_general_channel_denied");

  /** Errors that blame the message. */
  private static final Set<String> POISON_ERRORS =
      Set.of(
          "invalid_payload",
          "invalid_blocks",
          "missing_text_or_fallback_or_attachments",
          "msg_blocks_too_long",
          "no_text",
          "too_many_attachments");

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public SlackNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return SlackTarget.TYPE;
  }

  /**
   * One message per second and webhook; short bursts are accepted ("Rate limits" of Slack's API).
   */
  @Override
  public Pace pace() {
    return Pace.perSecond(1, 5);
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    byte[] message = SlackMessage.of(notification);
    return new TargetHttp(http, target, at)
        .call(
            SlackApi.class,
            target.require(SlackTarget.URL),
            api -> api.post(message),
            reply -> reply.status() == 200 && word(reply).equals(SUCCESS),
            SlackNotifier::judge);
  }

  /** Slack says in one word what was wrong. */
  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    if (reply.status() == 429 || reply.status() >= 500) {
      return byStatus;
    }
    String word = word(reply);
    String detail = "Slack answered " + reply.status() + ": " + word;
    if (SETTINGS_ERRORS.contains(word)) {
      return new DeliveryResult.Rejected(RejectKind.UNUSABLE, detail);
    }
    if (POISON_ERRORS.contains(word)) {
      return new DeliveryResult.Rejected(RejectKind.POISON, detail);
    }
    // Without the word the answer is not from Slack, and nothing was posted.
    return byStatus instanceof DeliveryResult.Retryable r && r.kind() == RetryKind.UNEXPECTED
        ? new DeliveryResult.Retryable(r.kind(), r.detail(), null, false)
        : byStatus;
  }

  private static String word(HttpOutcome.Reply reply) {
    return reply.body().text().strip();
  }
}
