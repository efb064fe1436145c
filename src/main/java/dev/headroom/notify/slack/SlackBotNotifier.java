package dev.headroom.notify.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headroom.alert.Transition;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.Pace;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Sender;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.http.TargetHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Slack through the bot user of an app: one message per episode of an alert, updated in place. It
 * is found in the channel's history by its metadata, so that no attempt, not even one after a
 * crash, posts it twice. Slack's answers are documented in docs.slack.dev, under each method's
 * errors.
 */
@ApplicationScoped
public class SlackBotNotifier implements Notifier {
  /** The most requests per attempt: two pages of history, the message, and a reply. */
  private static final int MAX_CALLS = 4;

  private static final int MAX_PAGES = 2;

  /** Messages per page: this many of the largest ones stay below the limit for an answer. */
  private static final int PAGE = 50;

  /** How much the clocks of Slack and of the fleet may differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  /** Errors by which Slack blames the token, its scopes or the channel. */
  private static final Set<String> SETTINGS_ERRORS =
      Set.of(
          "account_inactive",
          "access_denied",
          "channel_not_found",
          "ekm_access_denied",
          "invalid_auth",
          "is_archived",
          "missing_scope",
          "no_permission",
          "not_allowed_token_type",
          "not_authed",
          "not_in_channel",
          "org_login_required",
          "restricted_action",
          "team_access_not_granted",
          "team_not_found",
          "token_expired",
          "token_revoked");

  /** Errors that blame the message. */
  private static final Set<String> POISON_ERRORS =
      Set.of(
          "invalid_arguments",
          "invalid_blocks",
          "invalid_blocks_format",
          "metadata_too_large",
          "msg_blocks_too_long",
          "msg_too_long",
          "no_text");

  /** Errors for a message that can no longer be edited: another replaces it. */
  private static final Set<String> GONE_ERRORS =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OutboundHttp http;

  /** Makes its calls through {@code http}. */
  @Inject
  public SlackBotNotifier(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public TargetType type() {
    return SlackBotTarget.TYPE;
  }

  /** One message per second and channel ("Rate limits" of Slack's API). */
  @Override
  public Pace pace() {
    return Pace.perSecond(1, 5);
  }

  @Override
  public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
    return new Channel(http, target, at).tell(notification);
  }

  /** One attempt at one channel. */
  private static final class Channel {
    private final TargetHttp calls;
    private final String base;
    private final String bearer;
    private final String channel;
    private final boolean replies;

    Channel(OutboundHttp http, ResolvedTarget target, Instant at) {
      calls = new TargetHttp(http, target, at).within(Sender.TIMEOUT.dividedBy(MAX_CALLS));
      base = target.find(SlackBotTarget.URL).orElse(SlackBotTarget.DEFAULT_URL);
      bearer = "Bearer " + target.require(SlackBotTarget.TOKEN);
      channel = target.require(SlackBotTarget.CHANNEL);
      replies =
          target
              .find(SlackBotTarget.ESCALATIONS)
              .orElse(SlackBotTarget.REPLY)
              .equals(SlackBotTarget.REPLY);
    }

    DeliveryResult tell(Notification n) {
      String cursor = "";
      for (int page = 0; page < MAX_PAGES; page++) {
        TargetHttp.Attempt history = history(n, cursor);
        if (!(history.result() instanceof DeliveryResult.Accepted) || history.reply() == null) {
          return history.result();
        }
        JsonNode messages = body(history.reply());
        Optional<String> ts = find(n, messages.path("messages"));
        if (ts.isPresent()) {
          return update(n, ts.get());
        }
        cursor = messages.at("/response_metadata/next_cursor").asText();
        if (cursor.isEmpty()) {
          break;
        }
      }
      return write("chat.postMessage", SlackPost.message(n, channel)).result();
    }

    /** Oldest first, because only the beginning is given: the message is near it. */
    private TargetHttp.Attempt history(Notification n, String cursor) {
      Instant oldest = n.transition().episode().openedAt().minus(CLOCKS);
      String query =
          "?channel="
              + encoded(channel)
              + "&oldest="
              + oldest.getEpochSecond()
              + "&limit="
              + PAGE
              + "&include_all_metadata=true"
              + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor));
      return calls.attempt(
          SlackBotApi.class,
          TargetHttp.below(base, "/conversations.history" + query),
          api -> api.read(bearer),
          SlackBotNotifier::isOk,
          SlackBotNotifier::judge);
    }

    private static Optional<String> find(Notification n, JsonNode messages) {
      JsonNode wanted = JSON.valueToTree(SlackPost.payload(n));
      for (JsonNode message : messages) {
        JsonNode metadata = message.path("metadata");
        if (metadata.path("event_type").asText().equals(SlackPost.EVENT)
            && metadata.path("event_payload").equals(wanted)
            && message.path("ts").isTextual()) {
          return Optional.of(message.path("ts").asText());
        }
      }
      return Optional.empty();
    }

    private DeliveryResult update(Notification n, String ts) {
      TargetHttp.Attempt edit = write("chat.update", SlackPost.update(n, channel, ts));
      HttpOutcome.Reply reply = edit.reply();
      if (reply != null && GONE_ERRORS.contains(error(reply))) {
        return write("chat.postMessage", SlackPost.message(n, channel)).result();
      }
      return edit.result() instanceof DeliveryResult.Accepted
              && replies
              && n.transition() instanceof Transition.Escalated
          ? write("chat.postMessage", SlackPost.reply(n, channel, ts)).result()
          : edit.result();
    }

    private TargetHttp.Attempt write(String method, byte[] body) {
      return calls.attempt(
          SlackBotApi.class,
          TargetHttp.below(base, "/" + method),
          api -> api.write(bearer, body),
          SlackBotNotifier::isOk,
          SlackBotNotifier::judge);
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /** Slack answers 200 to refused requests too; {@code ok} tells. */
  private static boolean isOk(HttpOutcome.Reply reply) {
    return reply.status() == 200 && body(reply).path("ok").asBoolean(false);
  }

  private static DeliveryResult judge(HttpOutcome.Reply reply, DeliveryResult byStatus) {
    if (reply.status() == 429 || reply.status() >= 500) {
      return byStatus;
    }
    String error = error(reply);
    String detail = "Slack answered " + reply.status() + ": " + error;
    if (SETTINGS_ERRORS.contains(error)) {
      return new DeliveryResult.Rejected(RejectKind.UNUSABLE, detail);
    }
    if (POISON_ERRORS.contains(error)) {
      return new DeliveryResult.Rejected(RejectKind.POISON, detail);
    }
    if (error.equals("ratelimited") || error.equals("rate_limited")) {
      return new DeliveryResult.Retryable(RetryKind.RATE_LIMITED, detail, null, false);
    }
    return byStatus;
  }

  private static String error(HttpOutcome.Reply reply) {
    return body(reply).path("error").asText();
  }

  private static JsonNode body(HttpOutcome.Reply reply) {
    try {
      JsonNode body = JSON.readTree(reply.body().bytes());
      return body == null ? MissingNode.getInstance() : body;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
