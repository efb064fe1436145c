package dev.headroom.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Keys {@code headroom.egress.*}. */
@ConfigMapping(prefix = "headroom.egress")
public interface EgressConfig {
  /**
   * Whether addresses on this machine may be called, also over plain http. For local mode and tests
   * only.
   */
  @WithDefault("false")
  boolean allowLoopback();
}
