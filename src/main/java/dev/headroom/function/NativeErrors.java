package dev.headroom.function;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Lets the native artifact report why a function failed: the runtime writes its error as JSON, but
 * does not register the class for it. Without the answer Lambda waits for the function's timeout,
 * and no reason reaches the dead-letter queue.
 */
@RegisterForReflection(classNames = "io.quarkus.amazon.lambda.runtime.FunctionError")
final class NativeErrors {
  private NativeErrors() {}
}
