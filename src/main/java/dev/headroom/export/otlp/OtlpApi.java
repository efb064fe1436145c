package dev.headroom.export.otlp;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP: opentelemetry.io, "OTLP Specification"; a header that is null is left out. */
@Path("")
public interface OtlpApi {
  /** Posts a compressed {@code ExportMetricsServiceRequest}. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  RestResponse<byte[]> post(
      @HeaderParam("Authorization") @Nullable String authorization,
      @HeaderParam("api-key") @Nullable String apiKey,
      @HeaderParam("Content-Encoding") String encoding,
      byte[] body);
}
