package dev.headroom.cycle;

import java.util.function.Supplier;

/**
 * The store did not do what it was asked: nothing is known to be wrong with what was asked, so the
 * same message may be settled later. Tells such failures from faults in what is judged.
 */
final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RuntimeException store;

  private StoreFailedException(RuntimeException store) {
    super(store);
    this.store = store;
  }

  /** What the store threw. */
  RuntimeException store() {
    return store;
  }

  /** The value of {@code call} on a store. */
  static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new StoreFailedException(e);
    }
  }

  /** Makes {@code call} on a store. */
  static void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      throw new StoreFailedException(e);
    }
  }
}
