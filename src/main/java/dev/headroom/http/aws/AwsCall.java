package dev.headroom.http.aws;

import dev.headroom.http.HttpBody;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A call to an AWS service, to be signed by Signature Version 4 (docs.aws.amazon.com, "Create a
 * signed AWS API request").
 *
 * @param service its name in a signature, such as {@code sns}
 * @param target the action of the JSON protocol; null stands for the query protocol
 */
public record AwsCall(
    String service, String region, URI url, @Nullable String target, HttpBody body) {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /**
   * Returns the method of {@link AwsApi} that makes the call.
   *
   * @param at the real time, which AWS compares with its own
   */
  public Function<AwsApi, RestResponse<byte[]>> signed(AwsCredentialsIdentity keys, Instant at) {
    SdkHttpRequest signed = sign(keys, at);
    String authorization = header(signed, "Authorization");
    String date = header(signed, "X-Amz-Date");
    if (authorization == null || date == null) {
      throw new IllegalStateException("a signature without its headers");
    }
    String sha256 = header(signed, "x-amz-content-sha256");
    byte[] bytes = body.bytes();
    String token = header(signed, "X-Amz-Security-Token");
    return target == null
        ? api -> api.query(authorization, date, sha256, token, bytes)
        : api -> api.json(authorization, date, sha256, token, target, bytes);
  }

  /** Returns the request with the headers of its signature. */
  SdkHttpRequest sign(AwsCredentialsIdentity keys, Instant at) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(url)
            .putHeader("Content-Type", target == null ? AwsApi.QUERY : AwsApi.JSON);
    if (target != null) {
      request.putHeader("X-Amz-Target", target);
    }
    return SIGNER
        .sign(
            r ->
                r.identity(keys)
                    .request(request.build())
                    .payload(ContentStreamProvider.fromByteArray(body.bytes()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
        .request();
  }

  private static @Nullable String header(SdkHttpRequest request, String name) {
    return request.firstMatchingHeader(name).orElse(null);
  }
}
