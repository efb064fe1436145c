package dev.headroom.local.web;

import dev.headroom.function.FunctionCaller;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** The caller of a function over HTTP: when the connection is gone, nobody is waiting. */
@Singleton
class HttpCaller implements FunctionCaller {
  private final ThreadLocal<BooleanSupplier> waiting =
      ThreadLocal.withInitial(FunctionCaller.PATIENT::waits);

  /** Processes {@code request} in the present thread. */
  <T> T during(HttpServerRequest request, Callable<T> work) throws Exception {
    waiting.set(() -> !request.response().closed());
    try {
      return work.call();
    } finally {
      waiting.remove();
    }
  }

  @Override
  public BooleanSupplier waits() {
    return waiting.get();
  }
}
