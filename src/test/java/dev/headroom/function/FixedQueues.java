package dev.headroom.function;

import dev.headroom.sqs.QueuesConfig;
import java.util.Optional;

/**
 * Queues of a function under test, which sends to none but its dead letters.
 *
 * @param mostReceives only with {@code deadLetters}
 */
record FixedQueues(Optional<String> deadLetters, Optional<Integer> mostReceives)
    implements QueuesConfig {
  /** No queue at all. */
  static final FixedQueues NONE = new FixedQueues(Optional.empty(), Optional.empty());

  @Override
  public Optional<String> poll() {
    return Optional.empty();
  }

  @Override
  public Optional<String> notification() {
    return Optional.empty();
  }
}
