package dev.headroom.http.aws;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One object of Amazon S3; a header that is null is left out. */
@Path("")
public interface ObjectApi {
  /** {@code PutObject}: stores {@code object} under the address. */
  @PUT
  RestResponse<byte[]> put(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("X-Amz-Date") String date,
      @HeaderParam("X-Amz-Content-Sha256") String sha256,
      @HeaderParam("X-Amz-Security-Token") @Nullable String token,
      @HeaderParam("Content-Type") String type,
      @HeaderParam("Cache-Control") String cache,
      byte[] object);
}
