package dev.headroom.local.web;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is answered when a request cannot be served. */
@Singleton
class Answers {
  private final Shell shell;

  Answers(Shell shell) {
    this.shell = shell;
  }

  @ServerExceptionMapper
  Response badParameters(BadParametersException e) {
    String page = e.page();
    if (page != null) {
      return Response.status(400)
          .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
          .entity(Pages.badAddress(shell.frame("Not readable", ""), e.violations(), page).render())
          .build();
    }
    return Response.status(400)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Json.Violations.of(e.violations()))
        .build();
  }

  @ServerExceptionMapper
  Response notThere(NotThereException e) {
    if (e.isPage()) {
      return Response.status(404)
          .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
          .entity(
              Pages.notThere(shell.frame("Not found", ""), e.problem(), e.back(), e.where())
                  .render())
          .build();
    }
    return Response.status(404)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new Json.Problem(e.problem(), e.remedy()))
        .build();
  }

  @ServerExceptionMapper
  Response busy(BusyException e) {
    return Response.status(503)
        .header("Retry-After", BusyException.RETRY_AFTER_SECONDS)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Json.Violations.of(List.of(e.problem())))
        .build();
  }

  /** Nobody waits for an answer. */
  @ServerExceptionMapper
  Response abandoned(CancellationException e) {
    return Response.status(503).build();
  }
}
