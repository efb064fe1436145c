package dev.headroom.limits.salesforce;

import dev.headroom.config.Length;
import dev.headroom.config.Patience;
import dev.headroom.config.Positive;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code headroom.salesforce.*}. */
@ConfigMapping(prefix = "headroom.salesforce")
public interface SalesforceConfig {
  /** Time for all calls of one reading of an org together: login, versions, limits. */
  @WithDefault("PT20S")
  @WithConverter(Patience.class)
  Duration deadline();

  /** Largest answer that is read, in bytes after decompression. Real ones have under 10,000. */
  @WithDefault("5000000")
  @WithConverter(Positive.class)
  int maxBodyBytes();

  /** How long the newest API version that an org offers is remembered. */
  @WithDefault("PT24H")
  @WithConverter(VersionsKept.class)
  Duration versionsKept();

  /** A millisecond to a year. */
  final class VersionsKept extends Length {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public VersionsKept() {
      super(Duration.ofMillis(1), Duration.ofDays(365));
    }
  }
}
