package dev.headroom.notify.webhook;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** A receiver of Standard Webhooks 1.0. */
@Path("")
public interface WebhookApi {
  /**
   * Delivers a message.
   *
   * @param timestamp of the attempt, in seconds since the epoch
   * @param signature of {@code id}, {@code timestamp} and {@code body}
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(
      @HeaderParam("webhook-id") String id,
      @HeaderParam("webhook-timestamp") long timestamp,
      @HeaderParam("webhook-signature") String signature,
      byte[] body);

  /** Delivers a message in plain text, in the same way. */
  @POST
  @Consumes(MediaType.TEXT_PLAIN)
  RestResponse<byte[]> postText(
      @HeaderParam("webhook-id") String id,
      @HeaderParam("webhook-timestamp") long timestamp,
      @HeaderParam("webhook-signature") String signature,
      byte[] body);
}
