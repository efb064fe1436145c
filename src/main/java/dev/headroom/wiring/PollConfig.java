package dev.headroom.wiring;

import dev.headroom.config.Interval;
import dev.headroom.config.Patience;
import dev.headroom.config.Positive;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How orgs are polled. */
@ConfigMapping(prefix = "headroom.poll")
public interface PollConfig {
  /**
   * The time between two readings of an org whose manifest entry names no interval; PT5M to PT24H.
   */
  @WithDefault("PT5M")
  @WithConverter(Interval.class)
  Duration interval();

  /**
   * How many orgs one function reads at once; 1 or more. With more than a message's 50, the orgs of
   * several messages are read in parallel.
   */
  @WithDefault("64")
  @WithConverter(Positive.class)
  int concurrency();

  /**
   * How many of them may be of one tenant, so that its slow orgs leave places to others; 1 or more.
   * Seven eighths of {@link #concurrency} if it is not set.
   */
  @WithConverter(Positive.class)
  Optional<Integer> tenantConcurrency();

  /**
   * After this time an org's slot is given up, whatever hangs: a backstop for the source's own
   * deadline.
   */
  @WithDefault("PT25S")
  @WithConverter(Patience.class)
  Duration orgDeadline();

  /**
   * How long one call of the function may take, at most the timeout of the deployed function. Orgs
   * that cannot be read by then are handed back, each message as a whole, and read when it comes
   * again.
   */
  @WithDefault("PT40S")
  @WithConverter(Patience.class)
  Duration time();
}
