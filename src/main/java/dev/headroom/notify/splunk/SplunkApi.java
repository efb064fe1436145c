package dev.headroom.notify.splunk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** The HTTP Event Collector: help.splunk.com, "Input endpoint descriptions". */
@Path("")
public interface SplunkApi {
  /** Sends an event. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(@HeaderParam("Authorization") String token, byte[] event);

  /** Sends an event on a channel. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(
      @HeaderParam("Authorization") String token,
      @HeaderParam("X-Splunk-Request-Channel") String channel,
      byte[] event);
}
