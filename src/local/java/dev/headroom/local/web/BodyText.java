package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a page shows of a message's body. It is indented only if that makes it readable: endlessly
 * nested text would grow a hundredfold.
 *
 * @param shown at most {@link #MAX_CHARS}
 * @param isCut whether that is less than the whole body
 */
record BodyText(String shown, boolean isCut) {
  static final int MAX_CHARS = 16 * 1024;
  static final int MAX_DEPTH = 32;

  /**
   * Returns the text of a message.
   *
   * @param tree its body as JSON; missing if it is not JSON
   */
  static BodyText of(InboxMessage message, JsonNode tree, ObjectMapper json) {
    return message.isCut()
        ? new BodyText(InboxMessage.cut(message.body(), MAX_CHARS), true)
        : of(message.body(), tree, json);
  }

  /** Returns the text of a whole body. */
  static BodyText of(String body, JsonNode tree, ObjectMapper json) {
    if (body.length() > MAX_CHARS) {
      return new BodyText(InboxMessage.cut(body, MAX_CHARS), true);
    }
    if (!tree.isContainerNode() || depth(tree, 0) > MAX_DEPTH) {
      return new BodyText(body, false);
    }
    try {
      String indented = json.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
      return new BodyText(indented.length() > MAX_CHARS ? body : indented, false);
    } catch (JsonProcessingException e) {
      return new BodyText(body, false);
    }
  }

  /** How deeply it is nested, or one more than allowed: it is not examined any deeper. */
  private static int depth(JsonNode node, int above) {
    if (!node.isContainerNode() || above > MAX_DEPTH) {
      return above;
    }
    int deepest = above + 1;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child, above + 1));
    }
    return deepest;
  }
}
