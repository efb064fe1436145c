package dev.headroom.local.web;

import dev.headroom.report.json.ApiJson;
import java.util.Map;

/**
 * A message of the inbox in the API.
 *
 * @param length characters of the whole body
 * @param cut whether {@code body} is only its beginning
 */
record Received(
    long id,
    String name,
    String path,
    String receivedAt,
    int answered,
    Map<String, String> headers,
    String body,
    int length,
    boolean cut) {
  static Received of(InboxMessage message) {
    return new Received(
        message.id(),
        message.name(),
        message.path(),
        ApiJson.millis(message.receivedAt()),
        message.answered(),
        message.headers(),
        message.body(),
        message.length(),
        message.isCut());
  }
}
