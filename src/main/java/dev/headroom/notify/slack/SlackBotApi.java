package dev.headroom.notify.slack;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;

/** Slack's Web API: docs.slack.dev, "Using the Slack Web API". */
@Path("")
public interface SlackBotApi {
  /** Reads with the method named in the address. */
  @GET
  RestResponse<byte[]> read(@HeaderParam("Authorization") String bearer);

  /** Writes with the method named in the address. */
  @POST
  @Consumes("application/json; charset=utf-8")
  RestResponse<byte[]> write(@HeaderParam("Authorization") String bearer, byte[] body);
}
