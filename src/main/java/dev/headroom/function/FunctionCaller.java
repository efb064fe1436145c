package dev.headroom.function;

import java.util.function.BooleanSupplier;

/** Whoever called a function, as far as its work depends on that. */
public interface FunctionCaller {
  /** Lambda hands out no answer before there is one, and ends what takes too long itself. */
  FunctionCaller PATIENT = () -> () -> true;

  /**
   * Says of the call that the present thread works on whether its answer is still wanted; may be
   * asked at any time and by any thread.
   */
  BooleanSupplier waits();
}
