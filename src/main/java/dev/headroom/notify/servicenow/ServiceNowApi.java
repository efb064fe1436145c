package dev.headroom.notify.servicenow;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A ServiceNow instance: servicenow.com/docs, "Table API" and "Event collection via web service
 * API".
 */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public interface ServiceNowApi {
  /** Reads records. */
  @GET
  RestResponse<byte[]> get(@HeaderParam("Authorization") String basic);

  /** Inserts records. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(@HeaderParam("Authorization") String basic, byte[] body);

  /** Changes a record. */
  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> patch(@HeaderParam("Authorization") String basic, byte[] body);
}
