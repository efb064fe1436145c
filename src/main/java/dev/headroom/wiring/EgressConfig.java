package dev.headroom.wiring;

import dev.headroom.config.Flag;
import dev.headroom.config.PrivateEndpoints;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

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

  /** Hosts whose addresses may be those of a private network; without it, none. */
  @WithConverter(PrivateEndpoints.Listed.class)
  Optional<PrivateEndpoints> privateEndpoints();

  /** Returns their names. */
  default Set<String> privateHosts() {
    return privateEndpoints().orElse(PrivateEndpoints.NONE).hosts();
  }
}
