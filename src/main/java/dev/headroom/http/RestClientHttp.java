package dev.headroom.http;

import io.netty.channel.ConnectTimeoutException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * {@link OutboundHttp} on the Quarkus REST client.
 *
 * <p>Connections are not kept: an org is called once in minutes, and a connection that went stale
 * while a Lambda slept would fail a call that may not be repeated.
 */
@ApplicationScoped
public class RestClientHttp implements OutboundHttp {
  private static final int CONNECT_TIMEOUT_SECONDS = 10;

  /** Closes what a call left behind that was given up while it connected. */
  private static final int IDLE_SECONDS = 60;

  /** Calls to one host at once: no caller ever waits for another's connection. */
  private static final int CONNECTIONS_A_HOST = 4096;

  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final EgressPolicy egress;
  private final RestExchanges exchanges;

  public RestClientHttp(EgressPolicy egress) {
    this.egress = egress;
    this.exchanges =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(URI.create("https://each-call-brings-its-own.invalid"))
            .connectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .followRedirects(false)
            .disableDefaultMapper(true)
            .enableCompression(false)
            .userAgent("Headroom")
            .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, CONNECTIONS_A_HOST)
            .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, false)
            .property(QuarkusRestClientProperties.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .httpClientOptionsCustomizer(RestClientHttp::customize)
            .httpClientRequestCustomizer(RestClientHttp::refuseMultipart)
            .register(new CallFilter())
            .build(RestExchanges.class);
  }

  @Override
  public HttpOutcome exchange(HttpRequestSpec request) {
    Optional<EgressPolicy.Refusal> refusal = egress.check(request.uri());
    if (refusal.isPresent()) {
      return new HttpOutcome.Forbidden(
          HttpRequestSpec.redacted(request.uri())
              + " is not called: "
              + refusal.get().reason()
              + ".",
          refusal.get().remedy());
    }
    Call call = new Call(request);
    Deadline deadline = Deadline.in(request.deadline());
    CompletableFuture<Boolean> expiry =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, request.deadline().toNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture<Void> guard =
        expiry.thenAccept(
            expired -> {
              if (expired) {
                call.abort();
              }
            });
    try {
      RestResponse<InputStream> head =
          exchanges
              .exchange(call)
              .subscribeAsCompletionStage()
              .get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      return new HttpOutcome.Reply(
          head.getStatus(), head.getStringHeaders(), BodyReader.read(call, head, deadline));
    } catch (TimeoutException e) {
      return timedOut(call);
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
      return new HttpOutcome.TimedOut(
          request + " was interrupted before the answer was complete", call.mayHaveBeenSent());
    } catch (BodyReader.TooLargeException e) {
      return new HttpOutcome.TooLarge(
          request + " answered with more than " + request.maxBodyBytes() + " bytes");
    } catch (ExecutionException e) {
      return deadline.hasPassed() ? timedOut(call) : failed(call, e);
    } catch (IOException e) {
      return deadline.hasPassed()
          ? timedOut(call)
          : new HttpOutcome.Broken(request + ": " + BodyReader.problemOf(e));
    } finally {
      expiry.complete(false);
      guard.cancel(false);
      call.abort();
    }
  }

  private static HttpOutcome timedOut(Call call) {
    return new HttpOutcome.TimedOut(
        call.request()
            + (call.mayHaveBeenSent()
                ? " gave no complete answer within "
                : " could not be connected within ")
            + (call.request().deadline().toMillis() / 1000.0)
            + " s",
        call.mayHaveBeenSent());
  }

  /**
   * Failures before the answer's head was there. Their own texts may hold the address: not shown.
   */
  private static HttpOutcome failed(Call call, ExecutionException failure) {
    String request = call.request().toString();
    Throwable root = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      root = t;
      switch (t) {
        case UnknownHostException e -> {
          return new HttpOutcome.Unreachable(request + ": the host name is not known");
        }
        case ConnectTimeoutException e -> {
          return new HttpOutcome.TimedOut(
              request + " could not be connected within " + CONNECT_TIMEOUT_SECONDS + " s", false);
        }
        case ConnectException e -> {
          return new HttpOutcome.Unreachable(request + ": the connection was refused");
        }
        case SSLException e -> {
          return new HttpOutcome.Unreachable(
              request + ": no secure connection (" + tlsProblem(e) + ")");
        }
        default -> {}
      }
    }
    return call.mayHaveBeenSent()
        ? root instanceof IOException || root instanceof HttpClosedException
            ? new HttpOutcome.NoAnswer(request + ": the connection ended before an answer came")
            : new HttpOutcome.Broken(request + ": the answer is no HTTP")
        : new HttpOutcome.Unreachable(
            request + ": no connection (" + root.getClass().getSimpleName() + ")");
  }

  private static String tlsProblem(SSLException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("path building") || text.contains("certificate")
        ? "its certificate is not trusted"
        : "the TLS handshake failed";
  }

  private static void customize(HttpClientOptions options) {
    options
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setDecompressionSupported(false)
        .setMaxHeaderSize(MAX_HEADER_BYTES);
  }

  /** The REST client would gather a multipart answer in memory, past every cap. */
  private static void refuseMultipart(HttpClientRequest request) {
    request
        .response()
        .onSuccess(
            response -> {
              String type = response.getHeader("Content-Type");
              if (type != null && type.toLowerCase(Locale.ROOT).contains("multipart/")) {
                response.exceptionHandler(broken -> {});
                request.reset();
              }
            });
  }
}
