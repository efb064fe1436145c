package dev.headroom.local.web;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message that the inbox took, with its secrets masked.
 *
 * @param id counts messages from 1
 * @param name the path's last part: which inbox
 * @param receivedAt by the real clock
 * @param answered the status that the sender got
 * @param headers names in lower case
 * @param body as sent, but for masked secrets
 */
record InboxMessage(
    long id,
    String name,
    String path,
    Instant receivedAt,
    int answered,
    Map<String, String> headers,
    String body) {
  InboxMessage {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }
}
