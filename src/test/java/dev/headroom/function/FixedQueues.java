package dev.headroom.function;

import dev.headroom.sqs.QueuesConfig;
import java.util.Optional;

/**
 * Queues of a function under test, which sends to none but its own and its dead letters.
 *
 * @param mostReceives only with {@code deadLetters}
 * @param job its own
 */
record FixedQueues(
    Optional<String> deadLetters, Optional<Integer> mostReceives, Optional<String> job)
    implements QueuesConfig {
  /** No queue at all. */
  static final FixedQueues NONE = new FixedQueues(Optional.empty(), Optional.empty());

  FixedQueues(Optional<String> deadLetters, Optional<Integer> mostReceives) {
    this(deadLetters, mostReceives, Optional.empty());
  }

  @Override
  public Optional<String> poll() {
    return Optional.empty();
  }

  @Override
  public Optional<String> notification() {
    return Optional.empty();
  }

  @Override
  public Optional<String> export() {
    return Optional.empty();
  }
}
