package dev.headroom.wiring;

import dev.headroom.config.Length;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alerts are judged, beyond the policies. */
@ConfigMapping(prefix = "headroom.alerts")
interface AlertsConfig {
  /**
   * How long the alert of a limit that the org no longer reports stays open, counted from the last
   * slot that had it; PT1H to P30D.
   */
  @WithDefault("PT24H")
  @WithConverter(VanishedAfter.class)
  Duration vanishedAfter();

  /** An hour to 30 days. */
  final class VanishedAfter extends Length {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public VanishedAfter() {
      super(Duration.ofHours(1), Duration.ofDays(30));
    }
  }
}
