package dev.headroom.local.web;

import dev.headroom.report.html.Pages;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What applies to every answer: pages, the API, files, health, metrics and errors have the same
 * headers, and an unknown address has a page of its own.
 */
@Singleton
class EveryAnswer {
  /** Everything comes from this server; names of apps and orgs are foreign text. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  /** Before all other filters. */
  private static final int FIRST = Integer.MAX_VALUE;

  /** Exists only in development mode; its pages need scripts of their own. */
  private static final String DEVELOPMENT = "/q/dev";

  /** Addresses for programs, not people. */
  private static final List<String> PROGRAMS = List.of("/api/", "/functions/");

  private final Shell shell;
  private final Pages pages;

  EveryAnswer(Shell shell, Pages pages) {
    this.shell = shell;
    this.pages = pages;
  }

  void harden(@Observes Filters filters) {
    filters.register(
        context -> {
          // At the last moment: whoever answers may have set one of them differently.
          context.addHeadersEndHandler(end -> harden(context));
          context.next();
        },
        FIRST);
  }

  /** What the router refuses before it looks for a route passes no filter. */
  void hardenRefusals(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(this::refused);
  }

  private void refused(RoutingContext context) {
    if (context.response().headWritten()) {
      context.next();
      return;
    }
    harden(context);
    if (context.statusCode() == NOT_FOUND) {
      notFound(context);
    } else if (context.statusCode() == BAD_REQUEST) {
      json(
          context,
          BAD_REQUEST,
          "the request cannot be read",
          "Send a Host header that is a host, with a port or without.");
    } else {
      context.next();
    }
  }

  private static void harden(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    String path = context.request().path();
    if (LaunchMode.current() != LaunchMode.DEVELOPMENT
        || path == null
        || !path.startsWith(DEVELOPMENT)) {
      headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }
  }

  private static void json(RoutingContext context, int status, String problem, String remedy) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("problem", problem).put("remedy", remedy).encode());
  }

  void notFound(@Observes Router router) {
    router.errorHandler(NOT_FOUND, this::notFound);
  }

  private void notFound(RoutingContext context) {
    if (context.response().ended()) {
      return;
    }
    String path = context.request().path();
    boolean isPage =
        path != null
            && path.startsWith("/")
            && List.of("GET", "HEAD").contains(context.request().method().name());
    if (!isPage || PROGRAMS.stream().anyMatch(context.normalizedPath()::startsWith)) {
      json(
          context,
          NOT_FOUND,
          "nothing is served at this address",
          "docs/reference/api.md lists what there is.");
      return;
    }
    context
        .vertx()
        .executeBlocking(
            () ->
                pages
                    .notThere(Shell.SCOPE, shell.site(), "There is no page at this address.")
                    .text(),
            false)
        .onComplete(
            page ->
                context
                    .response()
                    .setStatusCode(NOT_FOUND)
                    .putHeader("Content-Type", "text/html;charset=UTF-8")
                    .end(page),
            failure ->
                context
                    .response()
                    .setStatusCode(NOT_FOUND)
                    .putHeader("Content-Type", "text/plain;charset=UTF-8")
                    .end("There is no page at this address."));
  }
}
