package dev.headroom.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * One call to a remote API.
 *
 * @param api the interface that describes the API; its paths begin at {@code address}
 * @param address where the API is: absolute; used unchanged, followed by the method's own path
 * @param deadline for the whole exchange: connect, request, headers and body of the answer
 * @param maxBodyBytes cap on the answer's body, counted after decompression
 * @param pathIsSecret whether the path alone gives access, as a Slack webhook's does; then messages
 *     show only the host
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

  /** Returns a call whose path may be shown. */
  public static <A, T> ApiCall<A, T> of(
      Class<A> api,
      URI address,
      Duration deadline,
      int maxBodyBytes,
      Function<? super A, RestResponse<T>> method) {
    return new ApiCall<>(api, address, deadline, maxBodyBytes, false, method);
  }

  /** Returns the same call with its path kept out of every message. */
  public ApiCall<A, T> withSecretPath() {
    return new ApiCall<>(api, address, deadline, maxBodyBytes, true, method);
  }

  /** Returns only the API and the place. */
  @Override
  public String toString() {
    return api.getSimpleName() + " at " + Place.of(address, pathIsSecret);
  }
}
