package dev.headroom.wiring;

import dev.headroom.config.Flag;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Keys {@code headroom.egress.*}. */
@ConfigMapping(prefix = "headroom.egress")
public interface EgressConfig {
  /**
   * Whether addresses on this machine may be called, also over plain http. For local mode and tests
   * only.
   */
  @WithDefault("false")
  @WithConverter(Flag.class)
  boolean allowLoopback();
}
