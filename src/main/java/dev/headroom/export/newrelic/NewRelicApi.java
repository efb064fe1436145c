package dev.headroom.export.newrelic;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** New Relic's metrics: docs.newrelic.com, "Report metrics via the Metric API". */
@Path("")
public interface NewRelicApi {
  /** Posts a compressed body. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(
      @HeaderParam("Api-Key") String key,
      @HeaderParam("Content-Encoding") String encoding,
      byte[] body);
}
