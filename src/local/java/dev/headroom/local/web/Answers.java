package dev.headroom.local.web;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What is answered when a request asks for nothing that is there, and the headers of pages. */
@Singleton
class Answers {
  /** Everything comes from this server; names of apps and orgs are others' text. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Shell shell;

  Answers(Shell shell) {
    this.shell = shell;
  }

  @ServerExceptionMapper
  Response badParameters(BadParametersException e) {
    return Response.status(400)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new Json.Violations(e.violations()))
        .build();
  }

  @ServerExceptionMapper
  Response notThere(NotThereException e) {
    if (e.isPage()) {
      return Response.status(404)
          .type(MediaType.TEXT_HTML_TYPE)
          .entity(Pages.notThere(shell.frame("Not there", ""), e.problem()).render())
          .build();
    }
    return Response.status(404)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new Json.Problem(e.problem(), "GET /api/orgs lists what there is."))
        .build();
  }

  @ServerResponseFilter
  void harden(ContainerResponseContext response) {
    MediaType type = response.getMediaType();
    if (type != null && type.isCompatible(MediaType.TEXT_HTML_TYPE)) {
      response.getHeaders().putSingle("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      response.getHeaders().putSingle("Referrer-Policy", "same-origin");
      response.getHeaders().putSingle("Cache-Control", "no-store");
    }
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
  }
}
