package dev.headroom.wiring;

import dev.headroom.config.Length;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How API usage is read and stored. */
@ConfigMapping(prefix = "headroom.usage")
public interface UsageConfig {
  /**
   * How long user names, addresses and other details of callers are kept, P1D to P400D; totals are
   * kept for 400 days.
   */
  @WithDefault("P90D")
  @WithConverter(DetailRetention.class)
  Duration detailRetention();

  /**
   * The time for all orgs of one event of {@code attribute}, PT10S to PT14M; what is not read by
   * then is read later. Less than the function's timeout.
   */
  @WithDefault("PT4M")
  @WithConverter(Time.class)
  Duration time();

  /** Ten seconds to 14 minutes: a function may take 15. */
  final class Time extends Length {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Time() {
      super(Duration.ofSeconds(10), Duration.ofMinutes(14));
    }
  }

  /** A day to 400 days. */
  final class DetailRetention extends Length {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public DetailRetention() {
      super(Duration.ofDays(1), Duration.ofDays(400));
    }
  }
}
