package dev.headroom.wiring;

import dev.headroom.config.Length;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How API usage is read and kept. */
@ConfigMapping(prefix = "headroom.usage")
public interface UsageConfig {
  /**
   * How long names of users, addresses and what else tells callers apart are kept, P1D to P400D;
   * totals are kept 400 days.
   */
  @WithDefault("P90D")
  @WithConverter(DetailRetention.class)
  Duration detailRetention();

  /**
   * Time for all orgs of one event of {@code attribute}, PT10S to PT14M; what is not read by then
   * is read later. Less than the function's timeout.
   */
  @WithDefault("PT4M")
  @WithConverter(Time.class)
  Duration time();

  /** Ten seconds to 14 minutes: a function may take 15. */
  final class Time extends Length {
    private static final long serialVersionUID = 1L;

    /** Made by the configuration. */
    public Time() {
      super(Duration.ofSeconds(10), Duration.ofMinutes(14));
    }
  }

  /** A day to 400 days. */
  final class DetailRetention extends Length {
    private static final long serialVersionUID = 1L;

    /** Made by the configuration. */
    public DetailRetention() {
      super(Duration.ofDays(1), Duration.ofDays(400));
    }
  }
}
