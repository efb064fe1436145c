package dev.headroom.cycle.poll;

import dev.headroom.org.UnavailableException;
import java.util.function.Supplier;

/**
 * The store does not answer now: nothing is known to be wrong with what it was asked, so the same
 * message may be settled later. What else a store throws is due to what it was given, and would
 * come again.
 */
final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final UnavailableException store;

  private StoreFailedException(UnavailableException store) {
    super(store);
    this.store = store;
  }

  /** What the store threw. */
  UnavailableException store() {
    return store;
  }

  /** The value of {@code call} on a store. */
  static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (UnavailableException e) {
      throw new StoreFailedException(e);
    }
  }

  /** Makes {@code call} on a store. */
  static void guard(Runnable call) {
    try {
      call.run();
    } catch (UnavailableException e) {
      throw new StoreFailedException(e);
    }
  }
}
