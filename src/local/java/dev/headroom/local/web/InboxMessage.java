package dev.headroom.local.web;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message that the inbox received, with its secrets masked.
 *
 * @param id counts messages from 1
 * @param name the path's last part: which inbox
 * @param receivedAt by the real clock
 * @param answered the status that the sender got
 * @param headers names in lower case
 * @param body as sent, except for masked secrets, or its beginning
 * @param length characters of the whole body
 */
record InboxMessage(
    long id,
    String name,
    String path,
    Instant receivedAt,
    int answered,
    Map<String, String> headers,
    String body,
    int length) {
  InboxMessage {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /** Returns whether only the beginning of the body is kept. */
  boolean isCut() {
    return body.length() < length;
  }

  /** Returns the bytes of its texts as JSON, by which its room is counted. */
  int jsonBytes() {
    return jsonBytes(name)
        + jsonBytes(path)
        + jsonBytes(body)
        + headers.entrySet().stream()
            .mapToInt(e -> jsonBytes(e.getKey()) + jsonBytes(e.getValue()))
            .sum();
  }

  private static int jsonBytes(String text) {
    return text.chars().map(InboxMessage::jsonBytes).sum();
  }

  private static int jsonBytes(int c) {
    if (c < ' ' || Character.isSurrogate((char) c)) {
      return "\\u0000".length();
    }
    if (c == '"' || c == '\\') {
      return 2;
    }
    return c < 0x80 ? 1 : 3;
  }

  /**
   * Returns the first {@code most} characters of {@code text}, without half of a surrogate pair at
   * the end.
   */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
