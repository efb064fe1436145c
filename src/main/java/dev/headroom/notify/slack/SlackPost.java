package dev.headroom.notify.slack;

import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Bodies;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of chat.postMessage and chat.update (docs.slack.dev). The message carries the alert's key
 * and the opening of the episode as metadata, invisible to people, by which it is found.
 */
final class SlackPost {
  /** The type of the metadata. */
  static final String EVENT = "headroom_alert";

  private SlackPost() {}

  /** Returns the alert's message. */
  static byte[] message(Notification n, String channel) {
    return Bodies.json(content(n, channel, null));
  }

  /** Returns the same message, replacing the one at {@code ts}. */
  static byte[] update(Notification n, String channel, String ts) {
    return Bodies.json(content(n, channel, ts));
  }

  /** Returns a reply to the message at {@code ts}, which the channel sees too. */
  static byte[] reply(Notification n, String channel, String ts) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("channel", channel);
    body.put("text", SlackMessage.message(n).text());
    body.put("thread_ts", ts);
    body.put("reply_broadcast", true);
    return Bodies.json(body);
  }

  /** Returns what distinguishes the message of an episode from all others. */
  static Map<String, Object> payload(Notification n) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("key", n.dedupKey());
    payload.put("opened_at", n.transition().episode().openedAt().toString());
    return payload;
  }

  private static Map<String, Object> content(Notification n, String channel, @Nullable String ts) {
    SlackMessage message = SlackMessage.message(n);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("channel", channel);
    body.put("text", message.text());
    body.put("blocks", message.blocks());
    if (ts == null) {
      // An update has no such arguments: it keeps what the message was posted with.
      body.put("unfurl_links", false);
      body.put("unfurl_media", false);
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("event_type", EVENT);
    metadata.put("event_payload", payload(n));
    body.put("metadata", metadata);
    if (ts != null) {
      body.put("ts", ts);
    }
    return body;
  }
}
