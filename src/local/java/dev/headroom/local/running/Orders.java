package dev.headroom.local.running;

import java.util.function.BooleanSupplier;

/** Performs what commands ask. */
@FunctionalInterface
public interface Orders {
  /**
   * Performs {@code order}.
   *
   * @param wanted asked now and then whether the answer is still wanted
   * @throws java.util.concurrent.CancellationException when it no longer is
   */
  Outcome run(Order order, BooleanSupplier wanted);
}
