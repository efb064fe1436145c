package dev.headroom.notify.pagerduty;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * PagerDuty's Events API v2 at its {@code enqueue} address: developer.pagerduty.com, "Send an event
 * to PagerDuty".
 */
@Path("")
public interface PagerDutyApi {
  /** Sends an event. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> enqueue(byte[] event);
}
