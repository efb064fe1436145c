package dev.headroom.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The outcome of a call. */
public sealed interface HttpOutcome {

  /**
   * A complete answer, whatever its status: 3xx and 5xx are answers too.
   *
   * @param headers by name, case-insensitive
   * @param body decompressed
   */
  record Reply(int status, Map<String, List<String>> headers, HttpBody body)
      implements HttpOutcome {
    public Reply {
      Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
      headers = Collections.unmodifiableMap(copy);
    }

    /** Returns the first value of a header; empty if the answer has none. */
    public Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Returns whether the status is 2xx. */
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** Returns only status and size: headers and body may contain secrets. */
    @Override
    public String toString() {
      return "Reply[" + status + ", " + body + "]";
    }
  }

  /** No complete answer. Details name the place as {@link Place} shows it. */
  sealed interface Failure extends HttpOutcome {
    /** Returns what was tried and what happened, for a person; contains no secret. */
    String detail();

    /** Returns whether the other side may have received the request and acted on it. */
    boolean mayHaveBeenReceived();
  }

  /** No connection: the name does not resolve, nothing listens, or TLS failed. */
  record Unreachable(String detail) implements Failure {
    @Override
    public boolean mayHaveBeenReceived() {
      return false;
    }
  }

  /** The deadline passed, or the calling thread was interrupted. */
  record TimedOut(String detail, boolean mayHaveBeenReceived) implements Failure {}

  /** The decompressed body exceeded the cap; the rest was not read. */
  record TooLarge(String detail) implements Failure {
    @Override
    public boolean mayHaveBeenReceived() {
      return true;
    }
  }

  /**
   * The address must not be called; nothing was sent.
   *
   * @param remedy what to do about it
   */
  record Forbidden(String detail, String remedy) implements Failure {
    @Override
    public boolean mayHaveBeenReceived() {
      return false;
    }
  }

  /** The connection was established and ended before any part of an answer arrived. */
  record NoAnswer(String detail) implements Failure {
    @Override
    public boolean mayHaveBeenReceived() {
      return true;
    }
  }

  /**
   * The connection ended before the answer was complete, or the answer could not be decompressed.
   */
  record Broken(String detail) implements Failure {
    @Override
    public boolean mayHaveBeenReceived() {
      return true;
    }
  }
}
