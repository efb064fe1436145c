package dev.headroom.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * One call of a remote API.
 *
 * @param api the interface that describes the API; its paths begin at {@code address}
 * @param address where the API is: absolute; sent as it stands, the method's own path behind it
 * @param deadline for the whole exchange: connect, request, headers and body of the answer
 * @param maxBodyBytes cap on the answer's body, counted after unpacking
 * @param pathIsSecret whether the path gives access by itself, as a Slack webhook's does; then
 *     messages show the host only
 * @param method calls one method of the API, once
 */
public record ApiCall<A, T>(
    Class<A> api,
    URI address,
    Duration deadline,
    int maxBodyBytes,
    boolean pathIsSecret,
    Function<? super A, RestResponse<T>> method) {
  public ApiCall {
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException("a negative cap on the answer's body");
    }
  }

  /** A call whose path may be shown. */
  public static <A, T> ApiCall<A, T> of(
      Class<A> api,
      URI address,
      Duration deadline,
      int maxBodyBytes,
      Function<? super A, RestResponse<T>> method) {
    return new ApiCall<>(api, address, deadline, maxBodyBytes, false, method);
  }

  /** The same call, whose path is to be kept out of every message. */
  public ApiCall<A, T> withSecretPath() {
    return new ApiCall<>(api, address, deadline, maxBodyBytes, true, method);
  }

  /** Tells the API and the place only. */
  @Override
  public String toString() {
    return api.getSimpleName() + " at " + Place.of(address, pathIsSecret);
  }
}
