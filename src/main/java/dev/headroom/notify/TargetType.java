package dev.headroom.notify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of target needs to be told in the manifest, and what the published schema says about
 * it.
 *
 * @param name the manifest's {@code type}
 * @param description one or two sentences
 * @param hosts hosts that are this kind's vendor's own, each with the beginning that a path has
 *     there: another kind's messages are refused at them
 * @param retired ends of host names at which the vendor takes nothing any more, each with what to
 *     do instead
 * @param sunset when the vendor gives the kind up, and what to do; null when it does not
 */
public record TargetType(
    String name,
    String description,
    List<Setting> settings,
    Map<String, String> hosts,
    Map<String, String> retired,
    @Nullable Sunset sunset) {
  public TargetType {
    settings = List.copyOf(settings);
    hosts = Map.copyOf(hosts);
    retired = Map.copyOf(retired);
  }

  /** A kind that has no hosts of its own. */
  public static TargetType of(String name, String description, Setting... settings) {
    return new TargetType(name, description, List.of(settings), Map.of(), Map.of(), null);
  }

  /** The same kind, whose vendor has {@code hosts}. */
  public TargetType at(Map<String, String> hosts) {
    return new TargetType(name, description, settings, hosts, retired, sunset);
  }

  /** The same kind, which its vendor gives up. */
  public TargetType until(String problem, String remedy) {
    return new TargetType(name, description, settings, hosts, retired, new Sunset(problem, remedy));
  }

  /** What a manifest that names the kind is warned of. */
  public record Sunset(String problem, String remedy) {}

  /** The same kind, whose vendor has given up the hosts with these ends. */
  public TargetType retired(Map<String, String> retired) {
    return new TargetType(name, description, settings, hosts, retired, sunset);
  }

  /**
   * A member of the target in the manifest.
   *
   * @param givesAccess whether whoever knows its value may post to the target: then it is best kept
   *     as a secret, also where it is an address
   * @param words what it may be; any text when there are none
   */
  public record Setting(
      String name,
      Kind kind,
      boolean required,
      boolean givesAccess,
      List<String> words,
      String description) {
    public Setting {
      words = List.copyOf(words);
    }

    /** A required secret. */
    public static Setting secret(String name, String description) {
      return new Setting(name, Kind.SECRET, true, true, List.of(), description);
    }

    /** A required address. */
    public static Setting url(String name, String description) {
      return new Setting(name, Kind.URL, true, false, List.of(), description);
    }

    /** A required text that is no secret. */
    public static Setting text(String name, String description) {
      return new Setting(name, Kind.TEXT, true, false, List.of(), description);
    }

    /** A required choice of one of {@code words}. */
    public static Setting word(String name, List<String> words, String description) {
      return new Setting(name, Kind.TEXT, true, false, words, description);
    }

    /** The same setting, which may be left out. */
    public Setting optional() {
      return new Setting(name, kind, false, givesAccess, words, description);
    }

    /** The same setting, whose value gives access by itself. */
    public Setting givingAccess() {
      return new Setting(name, kind, required, true, words, description);
    }
  }

  /** What the value of a setting is. */
  public enum Kind {
    /** An https address, written out or as a reference to a secret. */
    URL,
    /** A reference to a secret, never the secret. */
    SECRET,
    /** A text, written out or, unless it is a choice of words, as a reference to a secret. */
    TEXT
  }
}
