package dev.headroom.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A destination for notifications, as the manifest describes it.
 *
 * @param type the name of its {@link TargetType}
 * @param settings by name, as written: an address or a reference to a secret
 * @param tenant id of the tenant that it belongs to, the only one it is notified about; null for a
 *     shared one, which is the operator's
 */
public record Target(
    TargetId id, String type, Map<String, String> settings, @Nullable String tenant) {
  public Target {
    settings = Map.copyOf(settings);
  }

  /** Creates a shared target. */
  public Target(TargetId id, String type, Map<String, String> settings) {
    this(id, type, settings, null);
  }

  /**
   * Returns whether it may be notified about something of a tenant.
   *
   * @param other null for what belongs to none, or to several
   */
  public boolean mayHearOf(@Nullable String other) {
    return tenant == null || tenant.equals(other);
  }

  /**
   * Returns whether everything but the address, that is the references to secrets, equals that of
   * {@code other}.
   */
  public boolean hasSecretsOf(Target other) {
    return type.equals(other.type) && withoutAddress().equals(other.withoutAddress());
  }

  private Map<String, String> withoutAddress() {
    Map<String, String> rest = new TreeMap<>(settings);
    rest.remove("url");
    return rest;
  }

  /** Leaves out the settings: an address may give access. */
  @Override
  public String toString() {
    return "Target[id="
        + id
        + ", type="
        + type
        + ", settings="
        + new TreeSet<>(settings.keySet())
        + ", tenant="
        + tenant
        + "]";
  }

  /**
   * Returns 64 hex digits that show whether two descriptions of a target lead to the same receiver,
   * and nothing else about it.
   */
  public String fingerprint() {
    StringBuilder text = new StringBuilder(type);
    new TreeMap<>(settings)
        .forEach((name, value) -> text.append('\n').append(name).append('=').append(value));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
