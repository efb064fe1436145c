package dev.headroom.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * The only way to make an outbound call. Blocks the caller's thread, which should be a virtual one;
 * calls do not wait for one another.
 *
 * <p>A call is made once: no redirect is followed, nothing is retried, no cookie is kept. It ends
 * when the answer is complete, when its decompressed body exceeds the call's cap, when the call's
 * deadline has passed, or when the thread is interrupted (its interrupt flag is then set and the
 * outcome is a {@link HttpOutcome.TimedOut}).
 */
public interface OutboundHttp {
  /** Prepares calls to {@code api} in the background, so that the first one starts sooner. */
  default void prepare(Class<?> api) {}

  /**
   * Makes {@code call}. Never throws because of anything that the other side does.
   *
   * @throws IllegalArgumentException if a header's value cannot be sent; the message contains only
   *     its name
   */
  <A, T> Exchange<T> exchange(ApiCall<A, T> call);

  /**
   * Makes a call whose answer is read as it arrives and not kept: {@code reader} is given the
   * decompressed body of a 2xx answer, within the call's deadline and cap, in a thread that may not
   * be the caller's. Its result is the value; the body of the outcome is then empty.
   */
  <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader);

  /** Reads a body to its end. */
  @FunctionalInterface
  interface BodyReader<R> {
    /**
     * Reads {@code body}.
     *
     * @throws IOException that {@code body} threw, and no other
     */
    R read(InputStream body) throws IOException;
  }
}
