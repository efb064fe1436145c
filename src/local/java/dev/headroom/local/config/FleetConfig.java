package dev.headroom.local.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.Optional;

/** The key {@code headroom.fleet}. */
@ConfigMapping(prefix = "headroom.fleet")
interface FleetConfig {
  /** The manifest. */
  @WithParentName
  Optional<@WithConverter(FilePath.class) Path> file();
}
