package dev.headroom.notify.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.Severity;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Block Kit message (docs.slack.dev, "Blocks"), with a text for notifications and readers that
 * show no blocks. Its limits keep the whole below the 13,200 characters that Slack accepts.
 */
@RegisterForReflection
record SlackMessage(String text, List<Block> blocks) {
  /** A section's text may have 3,000 characters; as many for the text above it. */
  static final int MAX_TEXT_CHARS = 3_000;

  /** A field may have 2,000 characters; seven of them at half that stay under the total. */
  static final int MAX_FIELD_CHARS = 1_000;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** A block; it has only the members of its type. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Block(
      String type,
      @Nullable Text text,
      @Nullable List<Text> fields,
      @Nullable List<Text> elements) {
    static Block section(Text text) {
      return new Block("section", text, null, null);
    }

    static Block section(List<Text> fields) {
      return new Block("section", null, fields, null);
    }

    static Block context(Text element) {
      return new Block("context", null, null, List.of(element));
    }
  }

  /** A text object. */
  @RegisterForReflection
  record Text(String type, String text) {
    static Text markdown(String text) {
      return new Text("mrkdwn", text);
    }
  }

  /** Returns the body for a webhook. */
  static byte[] of(Notification n) {
    try {
      return JSON.writeValueAsBytes(message(n));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }

  static SlackMessage message(Notification n) {
    String bold = n.isCertainEnough() ? "*" : "";
    return new SlackMessage(
        escape(sign(n) + " " + n.title(), MAX_TEXT_CHARS),
        List.of(
            Block.section(
                Text.markdown(
                    sign(n) + " " + bold + escape(n.title(), MAX_TEXT_CHARS - 100) + bold)),
            Block.section(fields(n)),
            Block.context(Text.markdown(context(n)))));
  }

  private static List<Text> fields(Notification n) {
    return Facts.of(n).shown().stream()
        .map(
            fact ->
                Text.markdown(
                    "*" + fact.label().word() + "*\n" + escape(fact.text(), MAX_FIELD_CHARS - 20)))
        .toList();
  }

  private static String context(Notification n) {
    String read = "Read for " + n.transition().evidence().slot();
    return n.page() == null
        ? read
        : read + " · <" + escape(n.page().toString(), MAX_FIELD_CHARS) + "|Open in Headroom>";
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
   * Returns {@code text} with Slack's control characters escaped (docs.slack.dev, "Formatting
   * text"), cut at {@code mostChars} without splitting an escape or a character.
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
