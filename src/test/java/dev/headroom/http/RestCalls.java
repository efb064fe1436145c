package dev.headroom.http;

import static dev.headroom.http.RawServer.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Calls of whatever is at an address, and what they need. */
abstract class RestCalls {
  protected static final Duration LONG = Duration.ofSeconds(20);
  protected static final Duration SHORT = Duration.ofMillis(400);
  protected static final int CAP = 100_000;

  protected final OutboundHttp http = new RestHttp(new EgressPolicy(true));

  protected HttpOutcome get(URI uri, Duration deadline) {
    return http.exchange(getting(uri, deadline)).outcome();
  }

  protected static ApiCall<RawApi, byte[]> getting(URI uri, Duration deadline) {
    return call(uri, deadline, api -> api.get(null));
  }

  protected static <T> ApiCall<RawApi, T> call(
      URI uri, Duration deadline, Function<RawApi, RestResponse<T>> method) {
    return ApiCall.of(RawApi.class, uri, deadline, CAP, method);
  }

  protected static void trickle(OutputStream out, CountDownLatch gone) throws InterruptedException {
    try {
      out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
      while (true) {
        out.write('x');
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      gone.countDown();
    }
  }
}
