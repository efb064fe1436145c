package dev.headroom.local.metrics;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Serves {@code /q/metrics} in Prometheus' text format to whoever does not ask for OpenMetrics
 * alone. Quarkus 3.33 serves OpenMetrics unless the request accepts plain text by name; {@code
 * curl} accepts anything, and {@code promtool check metrics} finds no help for counters in
 * OpenMetrics.
 */
@Singleton
final class MetricsFormat {
  private static final String PATH = "/q/metrics";
  private static final String ACCEPT = "Accept";
  private static final String TEXT = "text/plain";

  /** To the letter: Quarkus answers 406 to the same with other parameters. */
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  void onRoutes(@Observes Filters filters) {
    filters.register(
        context -> {
          prefer(context);
          context.next();
        },
        1);
  }

  private static void prefer(RoutingContext context) {
    if (PATH.equals(context.normalizedPath())) {
      MultiMap headers = context.request().headers();
      String accepted = headers.get(ACCEPT);
      boolean isOther =
          accepted != null && accepted.contains("openmetrics") && !accepted.contains(TEXT);
      headers.set(ACCEPT, isOther ? OPEN_METRICS : TEXT);
    }
  }
}
