package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.notify.slack.SlackBotTarget;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slack's Web API, as far as posting to a channel needs it: its messages are remembered. */
@Singleton
public final class SlackBotReceiver implements Receiver {
  private static final int MAX_MESSAGES = 1_000;
  private static final int MAX_BLOCKS_CHARS = 13_200;

  private final Deque<Map<String, Object>> messages = new ArrayDeque<>();
  private int posted;

  @Override
  public String type() {
    return SlackBotTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Slack app";
  }

  @Override
  public synchronized Answer answer(Incoming request) {
    if (!request.header("authorization").startsWith("Bearer ")) {
      return error("not_authed");
    }
    String method = request.path().replaceFirst("\\?.*", "");
    return switch (method) {
      case "/conversations.history" -> history(request.path());
      case "/chat.postMessage" -> post(request.json());
      case "/chat.update" -> update(request.json());
      default -> error("unknown_method");
    };
  }

  private Answer history(String path) {
    if (!path.contains("channel=") || !path.contains("include_all_metadata=true")) {
      return error("channel_not_found");
    }
    return Answer.json(200, Map.of("ok", true, "messages", List.copyOf(messages)));
  }

  /** Posts a message, as if it had existed. */
  public synchronized String post(Map<String, Object> metadata) {
    String ts = "1764064800.%06d".formatted(++posted);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("ts", ts);
    message.put("metadata", metadata);
    messages.addFirst(message);
    while (messages.size() > MAX_MESSAGES) {
      messages.removeLast();
    }
    return ts;
  }

  private Answer post(JsonNode message) {
    String problem = problem(message);
    if (!problem.isEmpty()) {
      return error(problem);
    }
    JsonNode metadata = message.path("metadata");
    String ts =
        post(
            Map.of(
                "event_type",
                metadata.path("event_type").asText(),
                "event_payload",
                metadata.path("event_payload")));
    return Answer.json(200, Map.of("ok", true, "ts", ts));
  }

  private Answer update(JsonNode message) {
    String problem = problem(message);
    if (!problem.isEmpty()) {
      return error(problem);
    }
    String ts = message.path("ts").asText();
    return messages.stream().anyMatch(m -> ts.equals(m.get("ts")))
        ? Answer.json(200, Map.of("ok", true, "ts", ts))
        : error("message_not_found");
  }

  private static String problem(JsonNode message) {
    if (!message.isObject() || message.path("channel").asText().isEmpty()) {
      return "channel_not_found";
    }
    if (message.path("text").asText().isEmpty()) {
      return "no_text";
    }
    return message.path("blocks").toString().length() > MAX_BLOCKS_CHARS
        ? "msg_blocks_too_long"
        : "";
  }

  private static Answer error(String error) {
    return Answer.json(200, Map.of("ok", false, "error", error));
  }

  /** The level and the org are in the title. */
  @Override
  public Told told(JsonNode body) {
    return new Told(Told.first(body, "/text"), "", "", "");
  }
}
