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
 * One call in progress: what is known about it so far, and the means to abort it at any moment. The
 * client's event loop reports what happens, the caller's thread asks.
 */
final class RunningCall {
  /** The key under which the REST client's contexts hold it. */
  static final String KEY = RunningCall.class.getName();

  /** How much compression may add to an incompressible body, besides a thousandth. */
  private static final int PACKING = 1024;

  private final URI address;
  private final EgressPolicy egress;
  private final int maxBodyBytes;
  private final boolean pathIsSecret;
  private final boolean streamed;

  private String method = "call of";
  private String place;
  private @Nullable HttpClientRequest wire;
  private EgressPolicy.@Nullable Refusal refusal;
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
   * Creates a call that has not begun.
   *
   * @param egress decides about the address at the other end of the connection
   * @param streamed whether the answer is read as it arrives
   */
  RunningCall(ApiCall<?, ?> call, EgressPolicy egress, boolean streamed) {
    this.egress = egress;
    this.address = call.address();
    this.maxBodyBytes = call.maxBodyBytes();
    this.pathIsSecret = call.pathIsSecret();
    this.streamed = streamed;
    this.place = Place.of(address, pathIsSecret);
  }

  /**
   * Returns the address that is called.
   *
   * @param path of the API's method, with its query; empty if the API is one address
   */
  synchronized URI goesTo(String method, String path) {
    URI uri = path.isEmpty() ? address : URI.create(address + path);
    this.method = method;
    this.place = Place.of(uri, pathIsSecret);
    return onWire(uri);
  }

  /** The form for a request line: with a path, even an empty one, and in ASCII only. */
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

  /** Records that there is a connection, on which {@code wire} is about to be sent. */
  static void connected(HttpClientRequest wire) {
    Context context = Vertx.currentContext();
    RunningCall call = context == null ? null : context.getLocal(KEY);
    if (call == null) {
      throw new IllegalStateException("a request that belongs to no call");
    }
    call.takes(wire);
  }

  private synchronized void takes(HttpClientRequest wire) {
    refusal =
        egress
            .checkConnected(
                address, AddressKind.literal(wire.connection().remoteAddress().hostAddress()))
            .orElse(null);
    if (givenUp || refusal != null) {
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
    // The answer is read as the API declares it, whatever its content type. The REST client would
    // split a multipart answer.
    answer.headers().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    if (!streamed) {
      answer.handler(this::arrived).endHandler(this::isWhole);
    }
  }

  private synchronized void isWhole(Void end) {
    whole = true;
  }

  /** What arrives may be compressed, and is never much larger than its decompressed form. */
  private synchronized void arrived(Buffer chunk) {
    taken += chunk.length();
    if (taken - PACKING - maxBodyBytes / 1000 > maxBodyBytes) {
      tooLarge = true;
      abort();
    }
  }

  /**
   * Records that the answer's body is there, or begins to arrive.
   *
   * @param body null if the answer has none
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

  /** Records what was read of the answer as it arrived. */
  synchronized void read(HttpBody read) {
    reply = new HttpOutcome.Reply(status, headers, read);
  }

  /** Returns what arrives, decompressed; must not be read on the event loop. */
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

  /**
   * Aborts the call wherever it is, and closes its connection; does nothing once it is complete.
   */
  synchronized void abort() {
    givenUp = true;
    if (wire != null) {
      wire.reset();
    }
  }

  /** Returns the complete answer; null while there is none. */
  synchronized HttpOutcome.@Nullable Reply reply() {
    return isInterim() ? null : reply;
  }

  /** Returns whether an answer has begun. */
  synchronized boolean isAnswered() {
    return status != 0;
  }

  /** Returns whether what came is only an interim answer; the client then drops the final one. */
  synchronized boolean isInterim() {
    return status < 200;
  }

  /** Returns whether the answer's body exceeded the cap as it arrived. */
  synchronized boolean isTooLarge() {
    return tooLarge;
  }

  /** Returns why no answer began although there was a connection; null if that does not apply. */
  synchronized @Nullable Throwable unanswered() {
    return unanswered;
  }

  /** Returns why nothing was sent on the connection that there was; null if something may be. */
  synchronized EgressPolicy.@Nullable Refusal refusal() {
    return refusal;
  }

  /** Returns whether there was a connection, so that the request may have left this machine. */
  synchronized boolean mayHaveBeenSent() {
    return wire != null;
  }

  /** Returns the destination, for a message. */
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
