package dev.headroom.notify;

import java.util.List;
import java.util.Map;

/**
 * What a kind of target needs to be told in the manifest.
 *
 * @param name the manifest's {@code type}
 * @param hosts hosts that are this kind's vendor's own, each with the beginning that a path has
 *     there: another kind's messages are refused at them
 */
public record TargetType(String name, List<Setting> settings, Map<String, String> hosts) {
  public TargetType {
    settings = List.copyOf(settings);
    hosts = Map.copyOf(hosts);
  }

  /** A kind that has no hosts of its own. */
  public TargetType(String name, List<Setting> settings) {
    this(name, settings, Map.of());
  }

  /**
   * A member of the target in the manifest.
   *
   * @param givesAccess whether whoever knows its value may post to the target: then it is best kept
   *     as a secret, also where it is an address
   */
  public record Setting(String name, Kind kind, boolean required, boolean givesAccess) {
    /** A member that gives access only if it is a secret. */
    public Setting(String name, Kind kind, boolean required) {
      this(name, kind, required, kind == Kind.SECRET);
    }
  }

  public enum Kind {
    /** An https address, written out or as a reference to a secret. */
    URL,
    /** A reference to a secret, never the secret. */
    SECRET
  }
}
