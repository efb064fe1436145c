package dev.headroom.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a kind of target in the manifest, and what the published schema says about it.
 *
 * @param name the manifest's {@code type}
 * @param description one or two sentences
 * @param hosts hosts of this kind's vendor, each with the required beginning of the path: messages
 *     of another kind are refused there
 * @param retired endings of host names that the vendor has retired, each with what to do instead
 * @param sunset when the vendor retires the kind, and what to do; null if it does not
 * @param check finds what is wrong with settings that are well-formed by themselves
 */
public record TargetType(
    String name,
    String description,
    List<Setting> settings,
    Map<String, String> hosts,
    Map<String, String> retired,
    @Nullable Sunset sunset,
    Check check) {
  private static final Check NO_CHECK = settings -> Optional.empty();

  public TargetType {
    settings = List.copyOf(settings);
    hosts = Map.copyOf(hosts);
    retired = Map.copyOf(retired);
  }

  /** Creates a kind without its own hosts. */
  public static TargetType of(String name, String description, Setting... settings) {
    return new TargetType(name, description, List.of(settings), Map.of(), Map.of(), null, NO_CHECK);
  }

  /** Returns the same kind, whose vendor has {@code hosts}. */
  public TargetType at(Map<String, String> hosts) {
    return new TargetType(name, description, settings, hosts, retired, sunset, check);
  }

  /** Returns the same kind, which its vendor is retiring. */
  public TargetType until(String problem, String remedy) {
    return new TargetType(
        name, description, settings, hosts, retired, new Sunset(problem, remedy), check);
  }

  /** Returns the same kind, of which {@code check} looks at all settings together. */
  public TargetType checked(Check check) {
    return new TargetType(name, description, settings, hosts, retired, sunset, check);
  }

  /** Finds what is wrong with settings that are well-formed by themselves. */
  @FunctionalInterface
  public interface Check {
    /**
     * Returns the first flaw; empty if there is none.
     *
     * @param settings by name, as written
     */
    Optional<Flaw> of(Map<String, String> settings);
  }

  /**
   * What is wrong with a setting.
   *
   * @param setting its name
   */
  public record Flaw(String setting, String problem, String remedy) {}

  /** The warning for a manifest that names the kind. */
  public record Sunset(String problem, String remedy) {}

  /** Returns the same kind, whose vendor has retired the hosts with these endings. */
  public TargetType retired(Map<String, String> retired) {
    return new TargetType(name, description, settings, hosts, retired, sunset, check);
  }

  /**
   * A member of the target in the manifest.
   *
   * @param givesAccess whether anyone who knows its value may post to the target: then it is best
   *     kept as a secret, even if it is an address
   * @param words the allowed values; any text if there are none
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

    /** Creates a required secret. */
    public static Setting secret(String name, String description) {
      return new Setting(name, Kind.SECRET, true, true, List.of(), description);
    }

    /** Creates a required address. */
    public static Setting url(String name, String description) {
      return new Setting(name, Kind.URL, true, false, List.of(), description);
    }

    /** Creates a required text that is not a secret. */
    public static Setting text(String name, String description) {
      return new Setting(name, Kind.TEXT, true, false, List.of(), description);
    }

    /** Creates a required choice of one of {@code words}. */
    public static Setting word(String name, List<String> words, String description) {
      return new Setting(name, Kind.TEXT, true, false, words, description);
    }

    /** Creates a template, which may be left out. */
    public static Setting template(String name, String description) {
      return new Setting(name, Kind.TEMPLATE, false, false, List.of(), description);
    }

    /** Returns the same setting, which may be left out. */
    public Setting optional() {
      return new Setting(name, kind, false, givesAccess, words, description);
    }

    /** Returns the same setting, whose value alone gives access. */
    public Setting givingAccess() {
      return new Setting(name, kind, required, true, words, description);
    }
  }

  /** The kind of a setting's value. */
  public enum Kind {
    /** An https address, in plain text or as a reference to a secret. */
    URL,
    /** A reference to a secret, never the secret itself. */
    SECRET,
    /** A text, plain or, unless it is a choice of words, as a reference to a secret. */
    TEXT,
    /** A template for messages, never a reference. */
    TEMPLATE
  }
}
