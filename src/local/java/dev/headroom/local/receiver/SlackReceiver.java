package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.slack.SlackTarget;
import jakarta.inject.Singleton;

/** Slack's incoming webhook (docs.slack.dev, "Sending messages using incoming webhooks"). */
@Singleton
public final class SlackReceiver implements Receiver {
  private static final int MAX_BLOCKS = 50;
  private static final int MAX_BLOCKS_CHARS = 13_200;

  @Override
  public String type() {
    return SlackTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Slack";
  }

  @Override
  public Answer answer(Incoming request) {
    JsonNode message = request.json();
    if (!message.isObject()) {
      return Answer.text(400, "invalid_payload");
    }
    JsonNode blocks = message.path("blocks");
    if (message.path("text").asText().isEmpty()
        && blocks.isMissingNode()
        && !message.has("attachments")) {
      return Answer.text(400, "missing_text_or_fallback_or_attachments");
    }
    if (blocks.size() > MAX_BLOCKS) {
      return Answer.text(400, "invalid_blocks");
    }
    return blocks.toString().length() > MAX_BLOCKS_CHARS
        ? Answer.text(400, "msg_blocks_too_long")
        : Answer.text(200, "ok");
  }

  /** The level and the org are in the title. */
  @Override
  public Told told(JsonNode body) {
    return new Told(Told.first(body, "/text"), "", "", "");
  }
}
