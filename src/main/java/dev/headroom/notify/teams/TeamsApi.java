package dev.headroom.notify.teams;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A workflow that starts with "When a Teams webhook request is received": learn.microsoft.com,
 * "Create incoming webhooks with Workflows for Microsoft Teams".
 */
@Path("")
public interface TeamsApi {
  /** Sends a message to the workflow. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(byte[] message);
}
