package dev.headroom.sqs;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the queues are. Each function needs only those that it sends to. */
@ConfigMapping(prefix = "headroom.queues")
public interface QueuesConfig {
  /** URL of the queue behind {@code poll}; {@code dispatch} sends to it. */
  Optional<String> poll();

  /** URL of the queue behind {@code notify}; {@code publish} and {@code notify} send to it. */
  Optional<String> notification();

  /** URL of the dead-letter queue of the queue that the function reads. */
  Optional<String> deadLetters();

  /**
   * How many receives the queue that the function reads gives a message: {@code maxReceiveCount}.
   */
  OptionalInt mostReceives();
}
