package dev.headroom.local.config;

import dev.headroom.config.PortNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Keys {@code headroom.simulator.*}. */
@ConfigMapping(prefix = "headroom.simulator")
interface SimulatorConfig {
  /** The simulated Salesforce's port; 0 is any free one. */
  @WithDefault("8089")
  @WithConverter(PortNumber.class)
  int port();
}
