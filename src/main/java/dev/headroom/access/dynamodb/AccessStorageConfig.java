package dev.headroom.access.dynamodb;

import dev.headroom.config.Length;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long personal data is kept in access postures. */
@ConfigMapping(prefix = "headroom.access")
public interface AccessStorageConfig {
  /**
   * How long user names are kept in an access posture, 1 to 400 days. A shorter time hides older
   * names at once; a longer one applies to postures stored from then on. Postures themselves are
   * kept for 400 days, with the users' ids.
   */
  @WithDefault("P90D")
  @WithConverter(Retention.class)
  Duration detailRetention();

  /** A day to 400 days. */
  final class Retention extends Length {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Retention() {
      super(Duration.ofDays(1), Duration.ofDays(400));
    }
  }
}
