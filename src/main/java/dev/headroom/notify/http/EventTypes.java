package dev.headroom.notify.http;

import dev.headroom.alert.Evidence;
import dev.headroom.notify.Notification;

/** What happened, as one word for receivers that tell messages apart by it. */
public final class EventTypes {
  private EventTypes() {}

  /** Returns {@code alert.opened} and its like; {@code alert.group} for a group. */
  public static String of(Notification n) {
    return n.transition().evidence() instanceof Evidence.Group
        ? "alert.group"
        : "alert." + n.transition().word().replace('-', '_');
  }
}
