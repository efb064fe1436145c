package dev.headroom.wiring;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where Headroom's own vital figures go. */
@ConfigMapping(prefix = "headroom.metrics")
interface MetricsConfig {
  /** The deployment that they are of, as CloudWatch metrics; without it they are not told. */
  Optional<String> stack();
}
