package dev.headroom.notify.slack;

import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Slack's incoming webhook. It knows no dedup key and cannot edit what it posted: every transition
 * is a message of its own, and a crash between sending and recording may repeat one.
 */
@ApplicationScoped
public class SlackNotifier implements Notifier {
  /** Errors that blame the address or the channel, under whatever status they come. */
  private static final Set<String> CONFIG_ERRORS =
      Set.of(
          "user_not_found",
          "channel_not_found",
          "no_service",
          "no_team",
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

  /** A notifier that makes its calls through {@code http}. */
  @Inject
  public SlackNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return SlackTarget.TYPE;
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    return new TargetHttp(http, target, at)
        .post(
            target.require(SlackTarget.URL),
            Map.of(),
            SlackMessage.of(notification),
            SlackNotifier::judge);
  }

  /** Slack answers with a word: {@code ok}, or what was wrong. */
  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    if (reply.status() == 429 || reply.status() == 410 || reply.status() >= 500) {
      return byStatus;
    }
    String word = reply.body().text().strip();
    String detail = "Slack answered " + reply.status() + ": " + word;
    if (CONFIG_ERRORS.contains(word)) {
      return new DeliveryResult.Rejected(RejectKind.CONFIG, detail);
    }
    if (POISON_ERRORS.contains(word)) {
      return new DeliveryResult.Rejected(RejectKind.POISON, detail);
    }
    return byStatus;
  }
}
