package dev.headroom.wiring;

import dev.headroom.config.PlainName;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** Where Headroom's own metrics go. */
@ConfigMapping(prefix = "headroom.metrics")
interface MetricsConfig {
  /** The name of the deployment in CloudWatch metrics; without it there are no metrics. */
  Optional<@WithConverter(PlainName.class) String> stack();
}
