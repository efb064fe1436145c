package dev.headroom.notify.slack;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** An incoming webhook: docs.slack.dev, "Sending messages using incoming webhooks". */
@Path("")
public interface SlackApi {
  /** Posts a message. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(byte[] message);
}
