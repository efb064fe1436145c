package dev.headroom.auth.env;

import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretStore;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code env:NAME}: environment variables. */
@ApplicationScoped
@Typed(SecretStore.class)
public class EnvSecrets implements SecretStore {
  private final boolean allowed;
  private final UnaryOperator<@Nullable String> variables;

  /** Reads the environment of this process, where the configuration allows it. */
  @Inject
  public EnvSecrets(SecretsConfig config) {
    this(config.envAllowed(), System::getenv);
  }

  /**
   * Reads variables from elsewhere.
   *
   * @param allowed whether {@code env:} references are resolved at all
   * @param variables gives a variable's value by its name, null when it is not set
   */
  public EnvSecrets(boolean allowed, UnaryOperator<@Nullable String> variables) {
    this.allowed = allowed;
    this.variables = variables;
  }

  @Override
  public Scheme scheme() {
    return Scheme.ENV;
  }

  /** Line breaks and blanks around the value are not part of the secret. */
  @Override
  public Secret resolve(SecretRef ref) throws SecretUnavailableException {
    if (ref.scheme() != Scheme.ENV) {
      throw new SecretUnavailableException(
          "The secret " + ref + " cannot be read: it is no environment variable.");
    }
    if (!allowed) {
      throw new SecretUnavailableException(
          "The secret "
              + ref
              + " is not read: secrets in environment variables are for local mode. Set"
              + " headroom.secrets.env-allowed=true there.");
    }
    String value = variables.apply(ref.name());
    if (value == null || value.isBlank()) {
      throw new SecretUnavailableException(
          "The secret "
              + ref
              + " cannot be read: the environment variable "
              + ref.name()
              + " is "
              + (value == null ? "not set" : "empty")
              + ". Set it before the start.");
    }
    return Secret.of(value.strip());
  }
}
