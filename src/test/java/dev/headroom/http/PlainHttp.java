package dev.headroom.http;

import dev.headroom.local.preview.MadeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Real calls by the JDK's own client, for programs that start often: Quarkus' REST client needs an
 * application around it, whose start costs more than what they measure. Requests are those that the
 * API's interfaces describe.
 */
public final class PlainHttp implements OutboundHttp {
  @Override
  public <A, T> Exchange<T> exchange(ApiCall<A, T> call) {
    MadeRequest<T> made = MadeRequest.of(call);
    HttpOutcome outcome;
    try {
      HttpURLConnection to = sent(made, call);
      int status = to.getResponseCode();
      outcome = new HttpOutcome.Reply(status, Map.of(), HttpBody.owning(whole(to, status, call)));
    } catch (IOException e) {
      outcome = failure(e, made);
    }
    return new Exchange<>(Place.of(made.uri(), call.pathIsSecret()), outcome, made.value(outcome));
  }

  @Override
  public <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader) {
    MadeRequest<InputStream> made = MadeRequest.of(call);
    String place = Place.of(made.uri(), call.pathIsSecret());
    try {
      HttpURLConnection to = sent(made, call);
      int status = to.getResponseCode();
      if (status / 100 != 2) {
        HttpBody body = HttpBody.owning(whole(to, status, call));
        return new Exchange<>(place, new HttpOutcome.Reply(status, Map.of(), body), null);
      }
      try (InputStream in = body(to, status, call)) {
        R read = reader.read(in);
        return new Exchange<>(place, new HttpOutcome.Reply(status, Map.of(), HttpBody.EMPTY), read);
      }
    } catch (IOException e) {
      return new Exchange<>(place, failure(e, made), null);
    }
  }

  private static HttpURLConnection sent(MadeRequest<?> made, ApiCall<?, ?> call)
      throws IOException {
    HttpURLConnection to = (HttpURLConnection) made.uri().toURL().openConnection();
    to.setInstanceFollowRedirects(false);
    to.setRequestMethod(made.verb());
    int millis = (int) Math.max(1, call.deadline().toMillis());
    to.setConnectTimeout(millis);
    to.setReadTimeout(millis);
    made.constants().forEach(to::setRequestProperty);
    made.headers().forEach(to::setRequestProperty);
    if (made.body().size() > 0) {
      to.setDoOutput(true);
      to.setFixedLengthStreamingMode(made.body().size());
      try (OutputStream out = to.getOutputStream()) {
        out.write(made.body().raw());
      }
    }
    return to;
  }

  private static InputStream body(HttpURLConnection from, int status, ApiCall<?, ?> call)
      throws IOException {
    InputStream body = status >= 400 ? from.getErrorStream() : from.getInputStream();
    return Unpacking.of(
        Objects.requireNonNullElse(body, InputStream.nullInputStream()),
        from.getContentEncoding(),
        call.maxBodyBytes());
  }

  private static byte[] whole(HttpURLConnection from, int status, ApiCall<?, ?> call)
      throws IOException {
    try (InputStream in = body(from, status, call)) {
      return in.readAllBytes();
    }
  }

  private static HttpOutcome failure(IOException e, MadeRequest<?> made) {
    String what = made.verb() + " " + Place.of(made.uri(), false);
    @Nullable Throwable cause = e;
    while (cause != null && !(cause instanceof SocketTimeoutException)) {
      cause = cause.getCause();
    }
    return cause != null
        ? new HttpOutcome.TimedOut(what + " gave no complete answer in time", true)
        : new HttpOutcome.Broken(what + ": " + e.getClass().getSimpleName());
  }
}
