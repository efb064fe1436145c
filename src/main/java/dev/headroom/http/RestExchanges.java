package dev.headroom.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The REST client's typed face of a call. Method, address, headers and body are those of the {@link
 * Call}: {@link CallFilter} puts them in place.
 */
@Path("/")
public interface RestExchanges {
  /** Makes the call; the answer's body is a stream that is read while it arrives. */
  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.WILDCARD)
  Uni<RestResponse<InputStream>> exchange(Call call);
}
