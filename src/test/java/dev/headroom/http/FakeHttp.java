package dev.headroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.local.preview.MadeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Calls that reach nobody: a test says what comes of each. */
public final class FakeHttp implements OutboundHttp {
  private final Function<Request, HttpOutcome> answers;

  /** Every call has the outcome that {@code answers} gives. */
  public FakeHttp(Function<Request, HttpOutcome> answers) {
    this.answers = answers;
  }

  /**
   * A request as it would be sent.
   *
   * @param headers by name; no constant ones
   * @param place where it goes, as messages show it
   */
  public record Request(
      String method,
      URI uri,
      Map<String, String> headers,
      HttpBody body,
      Duration deadline,
      String place) {}

  @Override
  public <A, T> Exchange<T> exchange(ApiCall<A, T> call) {
    assertThat(call.toString()).doesNotContain("canary", "CANARY");
    MadeRequest<T> made = MadeRequest.of(call);
    HttpOutcome outcome = answers.apply(request(made, call));
    return new Exchange<>(Place.of(made.uri(), call.pathIsSecret()), outcome, made.value(outcome));
  }

  /** A body is read as if it had arrived; a reader's failure is a broken answer. */
  @Override
  public <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader) {
    MadeRequest<InputStream> made = MadeRequest.of(call);
    String place = Place.of(made.uri(), call.pathIsSecret());
    HttpOutcome outcome = answers.apply(request(made, call));
    if (!(outcome instanceof HttpOutcome.Reply reply) || !reply.isSuccess()) {
      return new Exchange<>(place, outcome, null);
    }
    try {
      return new Exchange<>(place, outcome, reader.read(reply.body().stream()));
    } catch (IOException e) {
      return new Exchange<>(place, new HttpOutcome.Broken(place + ": it broke"), null);
    }
  }

  private static Request request(MadeRequest<?> made, ApiCall<?, ?> call) {
    return new Request(
        made.verb(),
        made.uri(),
        made.headers(),
        made.body(),
        call.deadline(),
        Place.of(made.uri(), call.pathIsSecret()));
  }
}
