package dev.headroom.http;

import static dev.headroom.http.CallFailures.CONNECT_TIMEOUT_SECONDS;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * {@link OutboundHttp} on Quarkus' REST client. An API's client is created at its first call, or
 * when one is announced, so code that makes no call does not pay for it.
 *
 * <p>HTTP/1.1 without kept-alive connections: an org is called once in minutes, and a connection
 * that went stale while a Lambda was frozen would fail a call that may not be repeated.
 */
@ApplicationScoped
public class RestHttp implements OutboundHttp {
  /**
   * Simultaneous calls to one host: no caller waits for another's connection. Its square must be
   * less than 2^31, or no connection is handed out at all.
   */
  private static final int CONNECTIONS_A_HOST = 4096;

  /** Limit for one header, and for all of them. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final EgressPolicy egress;
  private final EgressPolicy connections;
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  @Inject
  public RestHttp(EgressPolicy egress) {
    this(egress, egress);
  }

  /** Looks at addresses and at connections with different policies, for tests. */
  RestHttp(EgressPolicy egress, EgressPolicy connections) {
    this.egress = egress;
    this.connections = connections;
  }

  @Override
  public void prepare(Class<?> api) {
    Thread.ofVirtual().name("http").start(() -> client(api));
  }

  @Override
  public <A, T> Exchange<T> exchange(ApiCall<A, T> call) {
    return make(
        call,
        new RunningCall(call, connections, false),
        api -> {
          RestResponse<T> answer = call.method().apply(api);
          return isSuccess(answer) ? Optional.ofNullable(answer.getEntity()) : Optional.empty();
        });
  }

  @Override
  public <A, R> Exchange<R> download(ApiCall<A, InputStream> request, BodyReader<R> reader) {
    RunningCall call = new RunningCall(request, connections, true);
    return make(
        request,
        call,
        api -> {
          RestResponse<InputStream> answer = request.method().apply(api);
          InputStream body = call.arriving();
          if (!isSuccess(answer)) {
            call.read(HttpBody.owning(body.readAllBytes()));
            return Optional.empty();
          }
          R value = reader.read(body);
          call.read(HttpBody.EMPTY);
          return Optional.of(value);
        });
  }

  /** Calls the API and returns the answer's value. */
  private interface Method<A, T> {
    Optional<T> call(A api) throws IOException;
  }

  private <A, T> Exchange<T> make(ApiCall<A, ?> request, RunningCall call, Method<A, T> method) {
    Deadline deadline = Deadline.in(request.deadline());
    Optional<EgressPolicy.Refusal> refusal = egress.check(request.address());
    if (refusal.isPresent()) {
      return new Exchange<>(call.place(), forbidden(request, refusal.get()), null);
    }
    A api = client(request.api());
    FutureTask<Optional<T>> task =
        new FutureTask<>(() -> CallFilter.during(call, () -> method.call(api)));
    // In a separate thread, which is abandoned at the deadline: a name lookup cannot be
    // interrupted.
    Thread.ofVirtual().name("http").start(task);
    try {
      Optional<T> value = task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      return new Exchange<>(call.place(), outcome(call, null), value.orElse(null));
    } catch (TimeoutException e) {
      return late(call, " gave no complete answer within " + seconds(request) + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late(call, " was interrupted before the answer was complete");
    } catch (ExecutionException e) {
      EgressPolicy.Refusal refused = call.refusal();
      return new Exchange<>(
          call.place(),
          refused == null ? outcome(call, e.getCause()) : forbidden(request, refused),
          null);
    } finally {
      call.abort();
    }
  }

  private static HttpOutcome forbidden(ApiCall<?, ?> request, EgressPolicy.Refusal refusal) {
    return new HttpOutcome.Forbidden(
        Place.redacted(request.address()) + " is not called: " + refusal.reason() + ".",
        refusal.remedy());
  }

  /** A complete answer is a reply, even if its body does not have the API's form. */
  private static HttpOutcome outcome(RunningCall call, @Nullable Throwable failure) {
    HttpOutcome.Reply reply = call.reply();
    if (reply != null) {
      return reply;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CallFilter.BadHeaderException e) {
        throw e;
      }
    }
    return CallFailures.of(
        call, failure == null ? new IllegalStateException("no answer was read") : failure);
  }

  private static boolean isSuccess(RestResponse<?> answer) {
    return answer.getStatus() >= 200 && answer.getStatus() < 300;
  }

  private static <T> Exchange<T> late(RunningCall call, String problem) {
    return new Exchange<>(
        call.place(), new HttpOutcome.TimedOut(call + problem, call.mayHaveBeenSent()), null);
  }

  private static double seconds(ApiCall<?, ?> call) {
    return call.deadline().toMillis() / 1000.0;
  }

  private <A> A client(Class<A> api) {
    return api.cast(clients.computeIfAbsent(api, RestHttp::made));
  }

  private static <A> A made(Class<A> api) {
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(CallFilter.NOWHERE)
        .connectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .followRedirects(false)
        .disableDefaultMapper(true)
        .enableCompression(false)
        .proxyAddress("none", 0) // so the REST client is told to use no proxy
        .loggingScope(LoggingScope.NONE)
        .userAgent("Headroom")
        .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, CONNECTIONS_A_HOST)
        .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, false)
        .property(QuarkusRestClientProperties.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
        .property(QuarkusRestClientProperties.HTTP2, false)
        .property(QuarkusRestClientProperties.ALPN, false)
        .httpClientOptionsCustomizer(RestHttp::customize)
        .httpClientRequestCustomizer(RunningCall::connected)
        .register(CallFilter.one())
        .build(api);
  }

  private static void customize(HttpClientOptions options) {
    options.setDecompressionSupported(false).setPoolCleanerPeriod(0);
  }
}
