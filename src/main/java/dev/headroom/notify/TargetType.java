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
