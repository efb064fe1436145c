package dev.headroom.local.guard;

import dev.headroom.fleet.Violation;
import dev.headroom.local.console.Console;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses, in a console, what is not a look at a page or at the API. */
@Singleton
class ConsoleGuard {
  /** After {@link RequestGuard}: whoever may not ask at all learns nothing here. */
  private static final int SECOND = 900;

  private static final int NOT_ALLOWED = 405;
  private static final int NOT_FOUND = 404;

  /** What is about the process that polls: metrics, health, functions, the inbox. */
  private static final List<String> OF_A_POLLER = List.of("/q/", "/functions/", "/inbox");

  /** What is not read through views. */
  private static final Pattern OF_ONE_STACK =
      Pattern.compile(
          "/(backtest|what-if|lock-out|explain|preview)$|^/api/(mutes|overrides|deliveries)(/|$)");

  private final Console console;

  ConsoleGuard(Console console) {
    this.console = console;
  }

  void onRoutes(@Observes Filters filters) {
    if (console.isOn()) {
      filters.register(this::look, SECOND);
    }
  }

  private void look(RoutingContext context) {
    refusal(context.request().method(), context.normalizedPath(), console.isSeveral())
        .ifPresentOrElse(refusal -> RequestGuard.refuse(context, refusal), context::next);
  }

  static Optional<Refusal> refusal(HttpMethod method, String path, boolean several) {
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return Optional.of(
          new Refusal(
              NOT_ALLOWED,
              new Violation(
                  "method",
                  method.name(),
                  "would change something, and the console only reads",
                  "Use the function manage of the stack: docs/reference/functions.md.")));
    }
    if (OF_A_POLLER.stream().anyMatch(path::startsWith)) {
      return Optional.of(
          new Refusal(
              NOT_FOUND,
              new Violation(
                  "path",
                  path,
                  "is about a process that reads orgs, and the console reads tables",
                  "Look at the stack's metrics and alarms in CloudWatch.")));
    }
    if (several && OF_ONE_STACK.matcher(path).find()) {
      return Optional.of(
          new Refusal(
              NOT_FOUND,
              new Violation(
                  "path",
                  path,
                  "is asked of one stack, and this console shows several",
                  "Start another one with --stack and the name of the org's stack alone.")));
    }
    return Optional.empty();
  }
}
