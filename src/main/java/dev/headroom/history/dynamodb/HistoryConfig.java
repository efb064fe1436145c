package dev.headroom.history.dynamodb;

import dev.headroom.config.Length;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long history is kept. */
@ConfigMapping(prefix = "headroom.history")
public interface HistoryConfig {
  /**
   * How long a sample is kept after its slot, 1 hour to 400 days. A shorter time saves storage and
   * hides older samples at once; a longer one applies to samples stored from then on.
   */
  @WithDefault("P30D")
  @WithConverter(Retention.class)
  Duration rawRetention();

  /** An hour to 400 days. */
  final class Retention extends Length {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Retention() {
      super(Duration.ofHours(1), Duration.ofDays(400));
    }
  }
}
