package dev.headroom.local.config;

import dev.headroom.org.TenantId;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** Keys {@code headroom.console.*}, which the command {@code console} sets. */
@ConfigMapping(prefix = "headroom.console")
public interface ConsoleConfig {
  /** The tables that are shown; without them this is no console. */
  Optional<DeployedTables.@WithConverter(DeployedTables.Listed.class) All> tables();

  /** The only tenant that is shown; without it every one is. */
  Optional<@WithConverter(TenantName.class) TenantId> tenant();
}
