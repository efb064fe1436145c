package dev.headroom.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call while it runs: what is known of it so far, and the means to break it off at any moment.
 * The client's event loop tells it what happens, the caller's thread asks.
 */
final class RunningCall {
  /** Under which the REST client's contexts hold it. */
  static final String KEY = RunningCall.class.getName();

  /** What packing may add to a body that does not get smaller by it, besides a thousandth. */
  private static final int PACKING = 1024;

  private final URI address;
  private final int maxBodyBytes;
  private final boolean pathIsSecret;
  private final boolean streamed;

  private String method = "call of";
  private String place;
  private @Nullable HttpClientRequest wire;
  private boolean givenUp;
  private boolean tooLarge;
  private @Nullable Throwable unanswered;
  private int status;
  private Map<String, List<String>> headers = Map.of();
  private int taken;
  private boolean whole;
  private @Nullable InputStream stream;
  private HttpOutcome.@Nullable Reply reply;

  /**
   * A call that has not begun.
   *
   * @param streamed whether the answer is read while it arrives
   */
  RunningCall(ApiCall<?, ?> call, boolean streamed) {
    this.address = call.address();
    this.maxBodyBytes = call.maxBodyBytes();
    this.pathIsSecret = call.pathIsSecret();
    this.streamed = streamed;
    this.place = Place.of(address, pathIsSecret);
  }

  /**
   * The address that is called.
   *
   * @param path of the API's method, with its query; empty when the API is one address
   */
  synchronized URI goesTo(String method, String path) {
    URI uri = path.isEmpty() ? address : URI.create(address + path);
    this.method = method;
    this.place = Place.of(uri, pathIsSecret);
    return onWire(uri);
  }

  /** As a request line may hold it: with a path, even one of nothing, and in ASCII alone. */
  private static URI onWire(URI uri) {
    String text = uri.toASCIIString();
    String path = uri.getRawPath();
    if (path == null || path.isEmpty()) {
      int end = text.indexOf("://") + 3;
      while (end < text.length() && "?#".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      text = text.substring(0, end) + "/" + text.substring(end);
    }
    return URI.create(text);
  }

  /** There is a connection, and {@code wire} is to go out by it. */
  static void connected(HttpClientRequest wire) {
    Context context = Vertx.currentContext();
    RunningCall call = context == null ? null : context.getLocal(KEY);
    if (call == null) {
      throw new IllegalStateException("a request that belongs to no call");
    }
    call.takes(wire);
  }

  private synchronized void takes(HttpClientRequest wire) {
    if (givenUp) {
      wire.connection().close(); // a mere reset would leave it open, and nobody would use it
      return;
    }
    this.wire = wire;
    wire.response().onSuccess(this::answered).onFailure(this::isNotAnswered);
  }

  private synchronized void isNotAnswered(Throwable failure) {
    unanswered = failure;
  }

  private synchronized void answered(HttpClientResponse answer) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : answer.headers().names()) {
      all.put(name, List.copyOf(answer.headers().getAll(name)));
    }
    headers = Collections.unmodifiableMap(all);
    status = answer.statusCode();
    // What comes is read as the API says, whatever the other side calls it. The REST client would
    // take an answer in parts to pieces.
    answer.headers().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    if (!streamed) {
      answer.handler(this::arrived).endHandler(this::isWhole);
    }
  }

  private synchronized void isWhole(Void end) {
    whole = true;
  }

  /** What arrives may be packed, and is never much larger than what it is unpacked to. */
  private synchronized void arrived(Buffer chunk) {
    taken += chunk.length();
    if (taken - PACKING - maxBodyBytes / 1000 > maxBodyBytes) {
      tooLarge = true;
      abort();
    }
  }

  /**
   * The answer's body is there, or begins to be there.
   *
   * @param body null when the answer has none
   */
  synchronized @Nullable InputStream body(@Nullable InputStream body) throws IOException {
    if (streamed) {
      stream = body;
    }
    if (streamed || !whole || reply != null) {
      return body;
    }
    HttpBody whole = body == null ? HttpBody.EMPTY : HttpBody.owning(unpacked(body).readAllBytes());
    reply = new HttpOutcome.Reply(status, headers, whole);
    return whole.stream();
  }

  /** The answer of which {@code read} is what was read while it arrived. */
  synchronized void read(HttpBody read) {
    reply = new HttpOutcome.Reply(status, headers, read);
  }

  /** What arrives, unpacked; must not be read where events are told. */
  InputStream arriving() throws IOException {
    InputStream body;
    synchronized (this) {
      body = stream;
    }
    return body == null ? InputStream.nullInputStream() : unpacked(body);
  }

  private InputStream unpacked(InputStream body) throws IOException {
    return Unpacking.of(
        body,
        headers.containsKey("Content-Encoding")
            ? String.join(",", headers.getOrDefault("Content-Encoding", List.of()))
            : null,
        maxBodyBytes);
  }

  /** Breaks the call off wherever it is, and closes its connection; nothing once it is complete. */
  synchronized void abort() {
    givenUp = true;
    if (wire != null) {
      wire.reset();
    }
  }

  /** The whole answer; null while there is none. */
  synchronized HttpOutcome.@Nullable Reply reply() {
    return isInterim() ? null : reply;
  }

  /** Whether an answer has begun. */
  synchronized boolean isAnswered() {
    return status != 0;
  }

  /** Whether what came is no answer, but says that one is to come, which the client then drops. */
  synchronized boolean isInterim() {
    return status < 200;
  }

  /** The cap on the answer's body was passed while it arrived. */
  synchronized boolean isTooLarge() {
    return tooLarge;
  }

  /** Why no answer began although there was a connection; null when that is not so. */
  synchronized @Nullable Throwable unanswered() {
    return unanswered;
  }

  /** Whether there was a connection, so that the request may have left this machine. */
  synchronized boolean mayHaveBeenSent() {
    return wire != null;
  }

  /** Where it goes, for a message. */
  synchronized String place() {
    return place;
  }

  int maxBodyBytes() {
    return maxBodyBytes;
  }

  @Override
  public synchronized String toString() {
    return method + " " + place;
  }
}
