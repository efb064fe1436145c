package dev.headroom.notify;

import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.org.SecretRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Resolves the references in a target's settings. */
public final class TargetSecrets {
  private TargetSecrets() {}

  /**
   * Returns {@code target} with its references resolved.
   *
   * @param lenient whether a weak secret of it may sign
   * @throws SecretUnavailableException if a setting is missing, or cannot be read
   */
  public static ResolvedTarget resolve(
      Target target, TargetType type, Secrets secrets, boolean lenient)
      throws SecretUnavailableException {
    Map<String, Secret> resolved = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (TargetType.Setting setting : type.settings()) {
      String written = target.settings().get(setting.name());
      if (written == null) {
        if (setting.required()) {
          throw new SecretUnavailableException(
              "target %s has no %s".formatted(target.id(), setting.name()));
        }
        continue;
      }
      Optional<SecretRef> ref =
          setting.words().isEmpty() && setting.kind() != TargetType.Kind.TEMPLATE
              ? SecretRef.parse(written)
              : Optional.empty();
      if (ref.isPresent()) {
        resolved.put(setting.name(), secrets.resolve(ref.get()));
      } else if (setting.kind() == TargetType.Kind.URL) {
        resolved.put(setting.name(), Secret.of(written));
      } else if (setting.kind() == TargetType.Kind.TEXT
          || setting.kind() == TargetType.Kind.TEMPLATE) {
        texts.put(setting.name(), written);
      } else {
        throw new SecretUnavailableException(
            "%s of target %s is not a reference to a secret"
                .formatted(setting.name(), target.id()));
      }
    }
    return new ResolvedTarget(target.id(), resolved, texts, lenient);
  }
}
