package dev.headroom.notify;

import java.util.List;

/**
 * What a kind of target needs to be told in the manifest.
 *
 * @param name the manifest's {@code type}
 */
public record TargetType(String name, List<Setting> settings) {
  public TargetType {
    settings = List.copyOf(settings);
  }

  public record Setting(String name, Kind kind, boolean required) {}

  public enum Kind {
    /** An https address, written out or as a reference to a secret. */
    URL,
    /** A reference to a secret, never the secret. */
    SECRET
  }
}
