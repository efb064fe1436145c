package dev.headroom.function;

import java.util.function.BooleanSupplier;

/** The caller of a function, as far as its work depends on it. */
public interface FunctionCaller {
  /** Lambda returns an answer only when there is one, and ends what takes too long itself. */
  FunctionCaller PATIENT = () -> () -> true;

  /**
   * Returns whether the answer to the present thread's call is still wanted; may be asked at any
   * time and by any thread.
   */
  BooleanSupplier waits();
}
