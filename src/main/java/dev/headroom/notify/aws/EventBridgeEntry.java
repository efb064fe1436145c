package dev.headroom.notify.aws;

import dev.headroom.http.aws.Arn;
import dev.headroom.notify.Notification;
import dev.headroom.notify.http.Bodies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What puts one event on a bus (docs.aws.amazon.com, EventBridge, "PutEvents"). */
final class EventBridgeEntry {
  /** "The total entry size must be less than 256 KB", here with its escapes. */
  static final int MAX_BYTES = 250_000;

  private EventBridgeEntry() {}

  static byte[] of(Notification n, Arn bus) {
    return Bodies.within(
        MAX_BYTES, 2, i -> Bodies.json(Map.of("Entries", List.of(entry(n, bus, i == 0)))));
  }

  private static Map<String, Object> entry(Notification n, Arn bus, boolean whole) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("Source", "headroom");
    entry.put("DetailType", CloudEvent.type(n));
    entry.put("EventBusName", bus.toString());
    entry.put("Time", n.transition().evidence().slot().getEpochSecond());
    entry.put("Detail", Bodies.text(CloudEvent.of(n, whole)));
    return entry;
  }
}
