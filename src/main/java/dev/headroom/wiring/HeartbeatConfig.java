package dev.headroom.wiring;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The dead man's switch outside. */
@ConfigMapping(prefix = "headroom.heartbeat")
interface HeartbeatConfig {
  /** What {@code publish} calls every minute while readings come in; a secret. */
  Optional<URI> url();
}
