package dev.headroom.wiring;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How access tokens are kept between processes. */
@ConfigMapping(prefix = "headroom.tokens")
interface TokensConfig {
  /**
   * The symmetric KMS key that they are kept under, by its ARN; without it they live in memory
   * only.
   */
  Optional<String> key();
}
