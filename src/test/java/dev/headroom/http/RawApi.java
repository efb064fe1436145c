package dev.headroom.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.InputStream;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Whatever is at an address. */
@Path("")
public interface RawApi {
  /** A GET; no header is sent for null. */
  @GET
  RestResponse<byte[]> get(@HeaderParam("Accept-Encoding") @Nullable String acceptEncoding);

  /** A GET whose answer is a JSON object. */
  @GET
  RestResponse<Map<String, Integer>> json();

  /** A GET whose answer is read while it arrives. */
  @GET
  RestResponse<InputStream> stream();

  /** A POST. */
  @POST
  @Consumes("application/json;charset=utf-8")
  RestResponse<byte[]> post(@HeaderParam("Authorization") String authorization, byte[] body);
}
