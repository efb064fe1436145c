package dev.headroom.http.aws;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The two protocols of AWS's older services; a header that is null is left out. */
@Path("")
public interface AwsApi {
  /** The content type of {@link #query}. */
  String QUERY = "application/x-www-form-urlencoded";

  /** The content type of {@link #json}. */
  String JSON = "application/x-amz-json-1.1";

  /** The query protocol (SNS, CloudWatch): a form. */
  @POST
  @Consumes(QUERY)
  RestResponse<byte[]> query(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("X-Amz-Date") String date,
      @HeaderParam("X-Amz-Content-Sha256") @Nullable String sha256,
      @HeaderParam("X-Amz-Security-Token") @Nullable String token,
      byte[] form);

  /** The JSON protocol (EventBridge): {@code target} names the action. */
  @POST
  @Consumes(JSON)
  RestResponse<byte[]> json(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("X-Amz-Date") String date,
      @HeaderParam("X-Amz-Content-Sha256") @Nullable String sha256,
      @HeaderParam("X-Amz-Security-Token") @Nullable String token,
      @HeaderParam("X-Amz-Target") @Nullable String target,
      byte[] body);
}
