package dev.headroom.wiring;

import dev.headroom.config.KmsKeyArn;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** How access tokens are stored between processes. */
@ConfigMapping(prefix = "headroom.tokens")
interface TokensConfig {
  /** The ARN of the symmetric KMS key that encrypts them; without it they stay in memory. */
  Optional<@WithConverter(KmsKeyArn.class) String> key();
}
