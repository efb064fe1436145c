package dev.headroom.cycle.watch.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;

/** Something that waits for heartbeats, at one address. */
@Path("")
public interface HeartbeatApi {
  /** A sign of life. */
  @GET
  RestResponse<byte[]> beat();
}
