package dev.headroom.export.datadog;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Datadog's metrics, version 2: docs.datadoghq.com, "Submit metrics". */
@Path("")
public interface DatadogMetricsApi {
  /** Posts a compressed body. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(
      @HeaderParam("DD-API-KEY") String key,
      @HeaderParam("Content-Encoding") String encoding,
      byte[] body);
}
