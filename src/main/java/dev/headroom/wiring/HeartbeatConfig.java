package dev.headroom.wiring;

import dev.headroom.config.WebAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** The dead man's switch outside. */
@ConfigMapping(prefix = "headroom.heartbeat")
interface HeartbeatConfig {
  /**
   * What {@code publish} calls every minute while readings come in: a URL, which is itself a
   * secret, or a reference to a secret that holds one.
   */
  Optional<@WithConverter(WebAddress.SecretUrl.class) String> url();
}
