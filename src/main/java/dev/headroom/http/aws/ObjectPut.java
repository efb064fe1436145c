package dev.headroom.http.aws;

import dev.headroom.http.HttpBody;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
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
 * A {@code PutObject} of Amazon S3, to be signed by Signature Version 4, for S3 with the path as it
 * is and the hash of the object (docs.aws.amazon.com, "Authenticating Requests: Using the
 * Authorization Header").
 *
 * @param url of the object; its path needs no escapes
 * @param type media type of the object
 */
public record ObjectPut(String region, URI url, String type, HttpBody body) {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /** Readers ask whether a page has changed. */
  private static final String CACHE = "no-cache";

  /**
   * Returns the method of {@link ObjectApi} that makes the call.
   *
   * @param at the real time, which AWS compares with its own
   */
  public Function<ObjectApi, RestResponse<byte[]>> signed(AwsCredentialsIdentity keys, Instant at) {
    SdkHttpRequest signed = sign(keys, at);
    String authorization = required(signed, "Authorization");
    String date = required(signed, "X-Amz-Date");
    String sha256 = required(signed, "x-amz-content-sha256");
    @Nullable String token = find(signed, "X-Amz-Security-Token").orElse(null);
    byte[] bytes = body.bytes();
    return api -> api.put(authorization, date, sha256, token, type, CACHE, bytes);
  }

  /** Returns the request with the headers of its signature. */
  SdkHttpRequest sign(AwsCredentialsIdentity keys, Instant at) {
    return SIGNER
        .sign(
            r ->
                r.identity(keys)
                    .request(
                        SdkHttpRequest.builder()
                            .method(SdkHttpMethod.PUT)
                            .uri(url)
                            .putHeader("Content-Type", type)
                            .build())
                    .payload(ContentStreamProvider.fromByteArray(body.bytes()))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
        .request();
  }

  private static String required(SdkHttpRequest request, String name) {
    return find(request, name)
        .orElseThrow(() -> new IllegalStateException("a signature without " + name));
  }

  private static Optional<String> find(SdkHttpRequest request, String name) {
    return request.firstMatchingHeader(name);
  }
}
