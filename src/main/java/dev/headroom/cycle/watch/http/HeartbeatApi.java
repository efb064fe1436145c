package dev.headroom.cycle.watch.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;

/** A receiver of heartbeats, at one address. */
@Path("")
public interface HeartbeatApi {
  /** Sends a heartbeat. */
  @GET
  RestResponse<byte[]> beat();
}
