package dev.headroom.wiring;

import dev.headroom.config.KmsKeyArn;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** How access tokens are kept between processes. */
@ConfigMapping(prefix = "headroom.tokens")
interface TokensConfig {
  /**
   * The symmetric KMS key that they are kept under, by its ARN; without it they live in memory
   * only.
   */
  Optional<@WithConverter(KmsKeyArn.class) String> key();
}
