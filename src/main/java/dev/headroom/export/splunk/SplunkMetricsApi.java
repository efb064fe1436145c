package dev.headroom.export.splunk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** The HTTP Event Collector: help.splunk.com, "Get metrics in from other sources". */
@Path("")
public interface SplunkMetricsApi {
  /** Posts a compressed body. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(
      @HeaderParam("Authorization") String key,
      @HeaderParam("Content-Encoding") String encoding,
      byte[] body);
}
