package dev.headroom.local.web;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** Counts the requests for backtests that the server knows to have ended, answered or not. */
@Singleton
class EndedRequests {
  private static final int FIRST = -1;

  final Semaphore ended = new Semaphore(0);

  void watch(@Observes Router router) {
    router
        .routeWithRegex(".*/backtest|/functions/manage")
        .order(FIRST)
        .handler(
            context -> {
              context.addEndHandler(end -> ended.release());
              context.next();
            });
  }
}
