package dev.headroom.wiring;

import dev.headroom.config.PlainName;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** Where Headroom's own vital figures go. */
@ConfigMapping(prefix = "headroom.metrics")
interface MetricsConfig {
  /** The deployment that they are of, as CloudWatch metrics; without it they are not told. */
  Optional<@WithConverter(PlainName.class) String> stack();
}
