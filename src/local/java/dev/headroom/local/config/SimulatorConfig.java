package dev.headroom.local.config;

import dev.headroom.config.Length;
import dev.headroom.config.PortNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code headroom.simulator.*}. */
@ConfigMapping(prefix = "headroom.simulator")
interface SimulatorConfig {
  /** The simulated Salesforce's port; 0 is any free one. */
  @WithDefault("8089")
  @WithConverter(PortNumber.class)
  int port();

  /**
   * How much history the simulated fleet starts with, 2 to 29 days. All but the last two days are
   * written as samples, which takes some seconds; without them forecasts have no usual week.
   */
  @WithDefault("P28D")
  @WithConverter(History.class)
  Duration history();

  /** Two days, which are polled, to 29, which are kept. */
  final class History extends Length {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public History() {
      super(Duration.ofDays(2), Duration.ofDays(29));
    }
  }
}
