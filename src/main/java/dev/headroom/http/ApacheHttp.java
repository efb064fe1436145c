package dev.headroom.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;

/**
 * {@link OutboundHttp} on Apache's HttpClient in its minimal form: no redirects, no retries, no
 * cookies, no credentials of its own.
 *
 * <p>Connections are not kept: an org is called once in minutes, and a connection that went stale
 * while a Lambda slept would fail a call that may not be repeated.
 */
@ApplicationScoped
public class ApacheHttp implements OutboundHttp {
  private static final int CONNECT_TIMEOUT_SECONDS = 10;

  /** Calls at once, to one host too: no caller ever waits for another's connection. */
  private static final int CONNECTIONS = 65_536;

  private static final int MAX_HEADER_LINE = 32 * 1024;
  private static final int MAX_HEADERS = 200;

  private final EgressPolicy egress;
  private final CloseableHttpClient client;

  public ApacheHttp(EgressPolicy egress) {
    this.egress = egress;
    Http1Config http1 =
        Http1Config.custom()
            .setMaxLineLength(MAX_HEADER_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();
    this.client =
        HttpClients.createMinimal(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http1)
                        // The client's own would skip what is no HTTP, and say that nothing came.
                        .responseParserFactory(new DefaultHttpResponseParserFactory(http1))
                        .build())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(CONNECT_TIMEOUT_SECONDS))
                        .build())
                .setTlsSocketStrategy(new SystemTls())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .build());
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
    Call call;
    try {
      call = new Call(request);
    } catch (IllegalArgumentException e) {
      // Its message may hold the address.
      return new HttpOutcome.Forbidden(
          HttpRequestSpec.redacted(request.uri()) + " is not called: it is no address of HTTP.",
          "Write the address anew.");
    }
    // In a thread of its own: looking up a name and connecting cannot be broken off, only left.
    FutureTask<HttpOutcome> task = new FutureTask<>(() -> call.make(client));
    Thread.ofVirtual().name("http").start(task);
    try {
      return task.get(request.deadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new HttpOutcome.TimedOut(
          request
              + " gave no complete answer within "
              + (request.deadline().toMillis() / 1000.0)
              + " s",
          call.mayHaveBeenSent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HttpOutcome.TimedOut(
          request + " was interrupted before the answer was complete", call.mayHaveBeenSent());
    } catch (ExecutionException e) {
      return failed(call, e);
    } finally {
      call.abort();
    }
  }

  /** Why there is no answer. The failure's own text may hold the address: not shown. */
  private static HttpOutcome failed(Call call, ExecutionException failed) {
    Throwable failure = failed.getCause() == null ? failed : failed.getCause();
    String request = call.request().toString();
    return switch (failure) {
      case BodyReader.TooLargeException e ->
          new HttpOutcome.TooLarge(
              request + " answered with more than " + call.request().maxBodyBytes() + " bytes");
      case BodyReader.BrokenBodyException e -> new HttpOutcome.Broken(request + ": " + e.problem());
      case UnknownHostException e ->
          new HttpOutcome.Unreachable(request + ": the host name is not known");
      // The only wait that is timed here, besides the caller's, is that for a connection and its
      // TLS.
      case InterruptedIOException e ->
          new HttpOutcome.TimedOut(
              request + " could not be connected within " + CONNECT_TIMEOUT_SECONDS + " s", false);
      case ConnectException e ->
          new HttpOutcome.Unreachable(request + ": the connection was refused");
      case SSLException e when !call.bodyWasTaken() ->
          new HttpOutcome.Unreachable(request + ": no secure connection (" + tlsProblem(e) + ")");
      case SSLException e -> noAnswer(request);
      case NoHttpResponseException e -> noAnswer(request);
      case ConnectionClosedException e -> noAnswer(request);
      case SocketException e when call.mayHaveBeenSent() -> noAnswer(request);
      case SocketException e ->
          new HttpOutcome.Unreachable(
              request + ": no connection (" + e.getClass().getSimpleName() + ")");
      default ->
          new HttpOutcome.Broken(
              request + ": the answer is no HTTP (" + failure.getClass().getSimpleName() + ")");
    };
  }

  private static HttpOutcome noAnswer(String request) {
    return new HttpOutcome.NoAnswer(request + ": the connection ended before an answer came");
  }

  private static String tlsProblem(SSLException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("path building") || text.contains("certificate")
        ? "its certificate is not trusted"
        : "the TLS handshake failed";
  }
}
