package dev.headroom.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/** The keys of local mode. */
@ConfigMapping(prefix = "headroom")
public interface LocalConfig {
  /** The manifest of the fleet to watch; without it, a simulated fleet is watched. */
  Optional<Path> fleet();

  /** What runs on its own, and how fast. */
  Local local();

  /** The simulated Salesforce. */
  Simulator simulator();

  /** Keys below {@code headroom.local}. */
  interface Local {
    /** The folder that keeps the data between runs; without it they live in memory. */
    Optional<Path> data();

    /**
     * Fleet seconds a real second, above 0. By default 1 with a manifest, and 360 without: a
     * simulated hour passes in ten seconds.
     */
    @WithName("clock-factor")
    OptionalDouble clockFactor();

    /** Whether ticks, history and the stream start by themselves; tests turn it off. */
    @WithDefault("true")
    boolean autostart();
  }

  /** Keys below {@code headroom.simulator}. */
  interface Simulator {
    /** Its port; 0 is any free one. */
    @WithDefault("8089")
    int port();
  }
}
