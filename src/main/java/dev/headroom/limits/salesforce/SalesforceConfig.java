package dev.headroom.limits.salesforce;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code headroom.salesforce.*}. */
@ConfigMapping(prefix = "headroom.salesforce")
public interface SalesforceConfig {
  /** Time for all calls of one reading of an org together: login, versions, limits. */
  @WithDefault("PT20S")
  Duration deadline();

  /** Largest answer that is read, in bytes, unpacked. Real ones have under 10,000. */
  @WithDefault("5000000")
  int maxBodyBytes();

  /** How long the newest API version that an org offers is remembered. */
  @WithDefault("PT24H")
  Duration versionsKept();
}
