package dev.headroom.wiring;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The dead man's switch outside. */
@ConfigMapping(prefix = "headroom.heartbeat")
interface HeartbeatConfig {
  /**
   * What {@code publish} calls every minute while readings come in: a URL, which is a secret by
   * itself, or a reference to a secret that holds one.
   */
  Optional<String> url();
}
