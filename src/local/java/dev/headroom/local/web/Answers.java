package dev.headroom.local.web;

import dev.headroom.report.BadParametersException;
import dev.headroom.report.json.ApiJson;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the API answers when a request cannot be served. */
@Singleton
class Answers {
  @ServerExceptionMapper
  Response badParameters(BadParametersException e) {
    return Response.status(400)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(ApiJson.Violations.of(e.violations()))
        .build();
  }

  @ServerExceptionMapper
  Response notThere(NotThereException e) {
    return Response.status(404)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new ApiJson.Problem(e.problem(), e.remedy()))
        .build();
  }

  @ServerExceptionMapper
  Response busy(BusyException e) {
    return Response.status(BusyException.STATUS)
        .header("Retry-After", BusyException.RETRY_AFTER_SECONDS)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(ApiJson.Violations.of(List.of(e.problem())))
        .build();
  }

  /** Nobody is waiting for an answer. */
  @ServerExceptionMapper
  Response abandoned(CancellationException e) {
    return Response.status(503).build();
  }
}
