package dev.headroom.sqs;

import dev.headroom.config.WebAddress;
import dev.headroom.config.Whole;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** The addresses of the queues. Each function needs only those that it sends to. */
@ConfigMapping(prefix = "headroom.queues")
public interface QueuesConfig {
  /** URL of the queue behind {@code poll}; {@code dispatch} sends to it. */
  Optional<@WithConverter(WebAddress.Url.class) String> poll();

  /** URL of the queue behind {@code notify}; {@code publish} and {@code notify} send to it. */
  Optional<@WithConverter(WebAddress.Url.class) String> notification();

  /** URL of the queue behind {@code export}; {@code poll} sends to it, where it is set. */
  Optional<@WithConverter(WebAddress.Url.class) String> export();

  /**
   * URL of the queue behind {@code attribute} or {@code audit}, to which that function sends the
   * orgs whose turn it is.
   */
  Optional<@WithConverter(WebAddress.Url.class) String> job();

  /** URL of the dead-letter queue of the queue that the function reads. */
  Optional<@WithConverter(WebAddress.Url.class) String> deadLetters();

  /** How often the queue that the function reads delivers a message: {@code maxReceiveCount}. */
  Optional<@WithConverter(Receives.class) Integer> mostReceives();

  /** 1 to 1,000: the range of a redrive policy. */
  final class Receives extends Whole {
    private static final long serialVersionUID = 1L;

    /** Called by the configuration. */
    public Receives() {
      super(1, 1_000);
    }
  }
}
