package dev.headroom.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * Says why there is no answer. A failure's own text may contain the address, so it is not shown.
 */
final class CallFailures {
  /** Time for name resolution, for connecting and for TLS, each. */
  static final int CONNECT_TIMEOUT_SECONDS = 10;

  private CallFailures() {}

  static HttpOutcome of(RunningCall call, Throwable failure) {
    if (call.isTooLarge()) {
      return tooLarge(call);
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      switch (t) {
        case Unpacking.TooLargeException e -> {
          return tooLarge(call);
        }
        case Unpacking.BrokenBodyException e -> {
          return new HttpOutcome.Broken(call + ": " + e.problem());
        }
        default -> {}
      }
    }
    if (call.isAnswered() && call.isInterim()) {
      return new HttpOutcome.Broken(call + ": only an interim answer came (HTTP 1xx)");
    }
    if (call.isAnswered()) {
      return new HttpOutcome.Broken(call + ": the connection ended before the answer was complete");
    }
    return call.mayHaveBeenSent() ? unanswered(call, failure) : unconnected(call, failure);
  }

  private static HttpOutcome tooLarge(RunningCall call) {
    return new HttpOutcome.TooLarge(
        call + " answered with more than " + call.maxBodyBytes() + " bytes");
  }

  private static HttpOutcome unanswered(RunningCall call, Throwable failure) {
    Throwable why = call.unanswered() == null ? failure : call.unanswered();
    return switch (why) {
      case IOException e -> noAnswer(call);
      case HttpClosedException e -> noAnswer(call);
      case StreamResetException e -> noAnswer(call);
      default ->
          new HttpOutcome.Broken(
              call + ": the answer is not HTTP (" + why.getClass().getSimpleName() + ")");
    };
  }

  private static HttpOutcome noAnswer(RunningCall call) {
    return new HttpOutcome.NoAnswer(call + ": the connection ended before an answer came");
  }

  private static HttpOutcome unconnected(RunningCall call, Throwable failure) {
    Throwable root = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      root = t;
      switch (t) {
        case UnknownHostException e -> {
          return new HttpOutcome.Unreachable(call + ": the host name is not known");
        }
        case ConnectTimeoutException e -> {
          return late(call);
        }
        case SslHandshakeTimeoutException e -> {
          return late(call);
        }
        case ConnectException e -> {
          return new HttpOutcome.Unreachable(call + ": the connection was refused");
        }
        case SSLException e -> {
          return new HttpOutcome.Unreachable(
              call + ": no secure connection (" + tlsProblem(e) + ")");
        }
        default -> {}
      }
    }
    return new HttpOutcome.Unreachable(
        call + ": no connection (" + root.getClass().getSimpleName() + ")");
  }

  private static HttpOutcome late(RunningCall call) {
    return new HttpOutcome.TimedOut(
        call + " could not be connected within " + CONNECT_TIMEOUT_SECONDS + " s", false);
  }

  /** Vert.x only says that TLS failed; the JVM's reason is further down the chain. */
  private static String tlsProblem(SSLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("path building") || text.contains("certificate")) {
        return "its certificate is not trusted";
      }
    }
    return "the TLS handshake failed";
  }
}
