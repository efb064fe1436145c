package dev.headroom.local.preview;

import dev.headroom.http.ApiCall;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.local.receiver.Answer;
import dev.headroom.local.receiver.Incoming;
import dev.headroom.local.receiver.Receiver;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Calls that leave no process: each is composed, kept, and answered as the vendor would. */
final class ComposedHttp implements OutboundHttp {
  private final Receiver receiver;
  private final String base;
  private final List<Incoming> requests = new ArrayList<>();

  /**
   * Stands in for a vendor.
   *
   * @param base the address of the target, which receivers do not see
   */
  ComposedHttp(Receiver receiver, String base) {
    this.receiver = receiver;
    this.base = base;
  }

  /** The requests so far, in order. */
  List<Incoming> requests() {
    return List.copyOf(requests);
  }

  @Override
  public <A, T> Exchange<T> exchange(ApiCall<A, T> call) {
    MadeRequest<T> made = MadeRequest.of(call);
    Map<String, String> headers = new TreeMap<>();
    made.constants().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    made.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    Incoming request = new Incoming(made.verb(), below(made.uri()), headers, made.body().text());
    requests.add(request);
    Answer answer = receiver.answer(request);
    HttpOutcome outcome =
        new HttpOutcome.Reply(answer.status(), Map.of(), HttpBody.of(answer.body()));
    return new Exchange<>("the preview", outcome, made.value(outcome));
  }

  private String below(URI made) {
    String path = made.toString();
    return path.startsWith(base) ? path.substring(base.length()) : "";
  }

  @Override
  public <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader) {
    throw new UnsupportedOperationException("targets download nothing");
  }
}
