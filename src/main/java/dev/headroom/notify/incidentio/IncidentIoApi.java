package dev.headroom.notify.incidentio;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** An HTTP alert source: api-docs.incident.io, "Alert Events V2". */
@Path("")
public interface IncidentIoApi {
  /** Creates an alert event. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(@HeaderParam("Authorization") String bearer, byte[] event);
}
