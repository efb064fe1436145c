package dev.headroom.auth.env;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Keys {@code headroom.secrets.*}. */
@ConfigMapping(prefix = "headroom.secrets")
public interface SecretsConfig {
  /** Whether {@code env:} references are resolved. For local mode and tests only. */
  @WithDefault("false")
  boolean envAllowed();
}
