package dev.headroom.notify;

import java.util.Map;

/**
 * Somewhere to send notifications, as the manifest describes it.
 *
 * @param type the name of its {@link TargetType}
 * @param settings by name, as written: an address or a reference to a secret
 */
public record Target(TargetId id, String type, Map<String, String> settings) {
  public Target {
    settings = Map.copyOf(settings);
  }
}
