package dev.headroom.auth.env;

import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretStore;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code env:NAME}: the environment variable with that name after a prefix. */
@ApplicationScoped
@Typed(SecretStore.class)
public class EnvSecrets implements SecretStore {
  private static final System.Logger LOG = System.getLogger(EnvSecrets.class.getName());
  private static final Pattern MEANT = Pattern.compile("SECRET|KEY|TOKEN|PASSWORD|URL");
  private static final Pattern OF_OTHERS =
      Pattern.compile("^(AWS|AZURE|GOOGLE|GITHUB|GITLAB|CI|NPM|MAVEN|SSH|GPG|QUARKUS|HEADROOM)_");

  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private final boolean allowed;
  private final String prefix;
  private final UnaryOperator<@Nullable String> variables;

  /** Reads the environment of this process, if the configuration allows it. */
  @Inject
  public EnvSecrets(SecretsConfig config) {
    this(config.envAllowed(), config.envPrefix().orElse(""), System::getenv);
  }

  /** Reads variables without a prefix. */
  public EnvSecrets(boolean allowed, UnaryOperator<@Nullable String> variables) {
    this(allowed, "", variables);
  }

  /**
   * Reads variables from elsewhere.
   *
   * @param allowed whether {@code env:} references are resolved at all
   * @param prefix precedes the reference's name in the variable's name
   * @param variables returns a variable's value by its name, null if it is not set
   */
  public EnvSecrets(boolean allowed, String prefix, UnaryOperator<@Nullable String> variables) {
    this.allowed = allowed;
    this.prefix = prefix;
    this.variables = variables;
  }

  /**
   * Whether a variable without the prefix is read for one more release: one whose name says that it
   * was meant as a secret, and that does not belong to another program.
   */
  private boolean isOfTheFirstRelease(String name) {
    return !prefix.isEmpty() && MEANT.matcher(name).find() && !OF_OTHERS.matcher(name).find();
  }

  @Override
  public Scheme scheme() {
    return Scheme.ENV;
  }

  /** Blanks and line breaks around the value are not part of the secret. */
  @Override
  public Secret resolve(SecretRef ref) throws SecretUnavailableException {
    if (ref.scheme() != Scheme.ENV) {
      throw new SecretUnavailableException(
          "The secret " + ref + " cannot be read: there is no such environment variable.");
    }
    if (!allowed) {
      throw new SecretUnavailableException(
          "The secret "
              + ref
              + " is not read: secrets in environment variables are for local mode. Set"
              + " headroom.secrets.env-allowed=true there.");
    }
    String variable = ref.name().startsWith(prefix) ? ref.name() : prefix + ref.name();
    String value = variables.apply(variable);
    if (value == null && isOfTheFirstRelease(ref.name())) {
      value = variables.apply(ref.name());
      if (value != null && warned.add(ref.name())) {
        LOG.log(
            Level.WARNING,
            "the secret {0} is read from the environment variable {1}, which the next release no"
                + " longer does: rename it to {2}",
            ref,
            ref.name(),
            variable);
      }
    }
    if (value == null || value.isBlank()) {
      throw new SecretUnavailableException(
          "The secret "
              + ref
              + " cannot be read: the environment variable "
              + variable
              + " is "
              + (value == null ? "not set" : "empty")
              + ". Set it before the start"
              + (prefix.isEmpty()
                  ? "."
                  : "; " + prefix + " is put before the name (headroom.secrets.env-prefix)."));
    }
    return Secret.of(value.strip());
  }
}
