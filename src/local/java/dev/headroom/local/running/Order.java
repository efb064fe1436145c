package dev.headroom.local.running;

import java.util.Map;

/**
 * A command's request to whoever holds the data folder.
 *
 * @param action plan, apply, resume, pause, erase, backtest or what-if
 * @param user who asks, for the audit
 * @param members what the action needs, by name; a manifest as its text
 */
public record Order(String action, String user, Map<String, String> members) {
  public Order {
    members = Map.copyOf(members);
  }
}
