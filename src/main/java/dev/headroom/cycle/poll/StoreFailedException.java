package dev.headroom.cycle.poll;

import dev.headroom.org.UnavailableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store does not answer now: the request is not known to be wrong, so the same message may be
 * completed later. Anything else that a store throws is due to what it was given, and would happen
 * again.
 */
final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final UnavailableException store;

  private StoreFailedException(UnavailableException store) {
    super(store);
    this.store = store;
  }

  /** Returns what the store threw. */
  UnavailableException store() {
    return store;
  }

  /** Returns the value of {@code call} on a store. */
  static <T extends @Nullable Object> T guarded(Supplier<T> call) {
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
