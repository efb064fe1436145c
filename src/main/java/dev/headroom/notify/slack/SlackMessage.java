package dev.headroom.notify.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Severity;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import java.util.stream.Collectors;

/**
 * A message of Block Kit (docs.slack.dev, "Blocks"), with a text for notifications and readers that
 * show no blocks. Its caps keep the whole under the 13,200 characters that Slack takes.
 */
final class SlackMessage {
  /** A section's text may have 3,000 characters; as many for the text above it. */
  static final int MOST_TEXT_CHARS = 3_000;

  /** A field may have 2,000 characters; seven of them at half that stay under the total. */
  static final int MOST_FIELD_CHARS = 1_000;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private SlackMessage() {}

  static byte[] of(Notification n) {
    ObjectNode message = JSON.createObjectNode();
    message.put("text", escape(sign(n) + " " + n.title(), MOST_TEXT_CHARS));
    ArrayNode blocks = message.putArray("blocks");
    ObjectNode head = blocks.addObject().put("type", "section").putObject("text");
    head.put("type", "mrkdwn");
    head.put("text", sign(n) + " *" + escape(n.title(), MOST_TEXT_CHARS - 100) + "*");
    addFields(blocks.addObject().put("type", "section").putArray("fields"), n);
    ObjectNode context = blocks.addObject().put("type", "context");
    context.putArray("elements").addObject().put("type", "mrkdwn").put("text", context(n));
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is always JSON", e);
    }
  }

  private static void addFields(ArrayNode fields, Notification n) {
    AlertKey key = n.transition().key();
    if (!key.org().isFleet()) {
      field(fields, "Org", key.org().value());
    }
    if (n.limitLabel() != null) {
      field(fields, "Limit", n.limitLabel());
    }
    field(fields, "Severity", n.isResolve() ? "resolved" : n.severity().word());
    Facts.inWords(n.transition()).forEach((name, value) -> field(fields, name, value));
    if (n.tenant() != null) {
      field(fields, "Tenant", n.tenant());
    }
    if (!n.tags().isEmpty()) {
      field(
          fields,
          "Tags",
          n.tags().entrySet().stream()
              .map(tag -> tag.getKey() + ": " + tag.getValue())
              .collect(Collectors.joining(", ")));
    }
  }

  private static void field(ArrayNode fields, String name, String value) {
    fields
        .addObject()
        .put("type", "mrkdwn")
        .put("text", "*" + name + "*\n" + escape(value, MOST_FIELD_CHARS - 20));
  }

  private static String context(Notification n) {
    String read = "Read for " + n.transition().evidence().slot();
    return n.page() == null
        ? read
        : read + " · <" + escape(n.page().toString(), MOST_FIELD_CHARS) + "|Open in Headroom>";
  }

  private static String sign(Notification n) {
    if (n.isResolve()) {
      return ":white_check_mark:";
    }
    return severitySign(n.severity());
  }

  private static String severitySign(Severity severity) {
    return switch (severity) {
      case ATTENTION -> ":large_yellow_circle:";
      case ESCALATION -> ":large_orange_circle:";
      case EXHAUSTED -> ":red_circle:";
    };
  }

  /**
   * {@code text} with Slack's control characters escaped (docs.slack.dev, "Formatting text"), cut
   * at {@code mostChars} with no escape or character in two.
   */
  static String escape(String text, int mostChars) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      String next =
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(c);
          };
      boolean last = i >= text.length();
      if (escaped.length() + next.length() > (last ? mostChars : mostChars - 1)) {
        return escaped.append('…').toString();
      }
      escaped.append(next);
    }
    return escaped.toString();
  }
}
