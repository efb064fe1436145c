package dev.headroom.notify.datadog;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Datadog's events, version 1: docs.datadoghq.com, "Post an event". */
@Path("")
public interface DatadogApi {
  /** Posts an event. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(@HeaderParam("DD-API-KEY") String apiKey, byte[] event);
}
