package dev.headroom.wiring;

import io.smallrye.config.ConfigMapping;
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
  Duration vanishedAfter();
}
