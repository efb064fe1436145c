package dev.headroom.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * The one way to make an outbound call. Blocks the caller's thread, which is meant to be a virtual
 * one; calls do not wait for one another.
 *
 * <p>A call is made once: no redirect is followed, nothing is tried again, no cookie is kept. It
 * ends when the answer is complete, when its unpacked body passes the call's cap, when the call's
 * deadline has passed, or when the thread is interrupted (its interrupt flag is then set and the
 * outcome is a {@link HttpOutcome.TimedOut}).
 */
public interface OutboundHttp {
  /** Makes ready for calls of {@code api}, in the background; its first call then starts sooner. */
  default void prepare(Class<?> api) {}

  /**
   * Makes {@code call}. Never throws for anything that the other side does.
   *
   * @throws IllegalArgumentException when a header's value cannot be sent; the message holds its
   *     name only
   */
  <A, T> Exchange<T> exchange(ApiCall<A, T> call);

  /**
   * The same for an answer that is read while it arrives, and not kept: {@code reader} is given the
   * unpacked body of an answer of 2xx, within the call's deadline and cap, in a thread that may not
   * be the caller's. What it makes of it is the value; the body of the outcome is then empty.
   */
  <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader);

  /** Reads a body to its end. */
  @FunctionalInterface
  interface BodyReader<R> {
    /**
     * What {@code body} says.
     *
     * @throws IOException that {@code body} threw, and no other
     */
    R read(InputStream body) throws IOException;
  }
}
