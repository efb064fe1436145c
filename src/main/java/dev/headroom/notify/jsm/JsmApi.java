package dev.headroom.notify.jsm;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Integration events of Jira Service Management (developer.atlassian.com, "Integration events") and
 * the Alert API of Opsgenie (docs.opsgenie.com, "Alert API"), which accepts the same.
 */
@Path("")
public interface JsmApi {
  /** Creates an alert, or closes one, depending on the address. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(@HeaderParam("Authorization") String genieKey, byte[] body);

  /** Writes one field of an alert. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> put(@HeaderParam("Authorization") String genieKey, byte[] body);
}
