package dev.headroom.auth.env;

import dev.headroom.config.Flag;
import dev.headroom.config.VariableName;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Keys {@code headroom.secrets.*}. */
@ConfigMapping(prefix = "headroom.secrets")
public interface SecretsConfig {
  /** The default {@link #envPrefix}. */
  String ENV_PREFIX = "HEADROOM_SECRET_";

  /** Whether {@code env:} references are resolved. For local mode and tests only. */
  @WithDefault("false")
  @WithConverter(Flag.class)
  boolean envAllowed();

  /**
   * Precedes a reference's name in the name of its variable; empty means nothing. It prevents a
   * manifest from naming any other variable of the process.
   */
  @WithDefault(ENV_PREFIX)
  Optional<@WithConverter(VariableName.class) String> envPrefix();
}
