package dev.headroom.http;

/**
 * The one way to make an outbound call. Blocks the caller's thread, which is meant to be a virtual
 * one; calls do not wait for one another.
 */
public interface OutboundHttp {
  /**
   * Makes the call that {@code request} describes, once: no redirect is followed, nothing is tried
   * again, no cookie is kept. Ends when the answer is complete, when its unpacked body passes the
   * request's cap, when the request's deadline has passed, or when the thread is interrupted (its
   * interrupt flag is then set and the outcome is a {@link HttpOutcome.TimedOut}).
   *
   * <p>Never throws for anything that the other side does.
   */
  HttpOutcome exchange(HttpRequestSpec request);
}
