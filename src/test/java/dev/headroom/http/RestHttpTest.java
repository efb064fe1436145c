package dev.headroom.http;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.http.HttpOutcome.Broken;
import dev.headroom.http.HttpOutcome.Forbidden;
import dev.headroom.http.HttpOutcome.NoAnswer;
import dev.headroom.http.HttpOutcome.Reply;
import dev.headroom.http.HttpOutcome.TimedOut;
import dev.headroom.http.HttpOutcome.Unreachable;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Timeout(60)
class RestHttpTest extends RestCalls {
  @Test
  void aPostArrivesAsItWasGivenAndItsAnswerIsAValue() throws Exception {
    try (RawServer server =
        new RawServer((r, out) -> out.write(answer(201, "X-A: 1\r\nX-A: 2\r\n", bytes("done"))))) {
      HttpOutcome outcome =
          http.exchange(
                  call(
                      server.uri("/a%2Fb/../c;d?q=%20x&y"),
                      LONG,
                      api -> api.post("Bearer t0ken", bytes("{\"ä\":1}"))))
              .outcome();

      Reply reply = (Reply) outcome;
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.body().text()).isEqualTo("done");
      assertThat(reply.header("X-a")).contains("1");
      assertThat(reply.headers().get("x-A")).containsExactly("1", "2");
      RawServer.Request request = server.requests().getFirst();
      assertThat(request.line()).isEqualTo("POST /a%2Fb/../c;d?q=%20x&y HTTP/1.1");
      assertThat(request.header("Content-Type")).isEqualTo("application/json;charset=utf-8");
      assertThat(request.header("Authorization")).isEqualTo("Bearer t0ken");
      assertThat(request.header("User-Agent")).isEqualTo("Headroom");
      assertThat(request.header("Connection")).isEqualTo("close");
      assertThat(request.body()).isEqualTo("{\"ä\":1}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', /",
    "?token=a%2F..%2Fb, /?token=a%2F..%2Fb",
    "/hook?token=a%2F..%2Fb, /hook?token=a%2F..%2Fb",
    "//a//b/, //a//b/",
    "/a?, /a?",
    "/a?b#c, /a?b",
    "/\u00e4?\u00f6=%E4+1, /%C3%A4?%C3%B6=%E4+1",
  })
  void anAddressIsAskedForAsItStandsAndAsHttpHasIt(String address, String asked) throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(200, "{}")))) {
      assertThat(get(server.uri(address), LONG)).isInstanceOf(Reply.class);

      assertThat(server.requests().getFirst().line()).isEqualTo("GET " + asked + " HTTP/1.1");
    }
  }

  @Test
  void aGetHasNoBodyAndErrorsAreReplies() throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(503, "{\"a\":1}")))) {
      Reply reply = (Reply) get(server.uri("/x"), LONG);

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body().text()).isEqualTo("{\"a\":1}");
      assertThat(server.requests().getFirst().line()).isEqualTo("GET /x HTTP/1.1");
      assertThat(server.requests().getFirst().header("Content-Type")).isEmpty();
    }
  }

  @Test
  void aRedirectIsAReplyAndNotFollowed() throws Exception {
    try (RawServer server =
        new RawServer((r, out) -> out.write(answer(302, "Location: /other\r\n", bytes(""))))) {
      Reply reply = (Reply) get(server.uri("/x"), LONG);

      assertThat(reply.status()).isEqualTo(302);
      assertThat(reply.header("location")).contains("/other");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aServerThatNeverAnswersEndsAtTheDeadline() throws Exception {
    try (RawServer server = new RawServer((r, out) -> RawServer.hang())) {
      HttpOutcome outcome = get(server.uri("/x"), Duration.ofSeconds(5));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              TimedOut.class, t -> assertThat(t.mayHaveBeenReceived()).isTrue());
    }
  }

  @Test
  void aServerThatTricklesEndsAtTheDeadlineAndIsHungUpOn() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server = new RawServer((r, out) -> trickle(out, gone))) {
      HttpOutcome outcome = get(server.uri("/x"), SHORT);

      assertThat(outcome).isInstanceOf(TimedOut.class);
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anInterruptEndsTheCall() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  asked.countDown();
                  RawServer.hang();
                });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch done = new CountDownLatch(1);
      List<HttpOutcome> outcomes = new ArrayList<>();
      Future<?> call =
          threads.submit(
              () -> {
                outcomes.add(get(server.uri("/x"), LONG));
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                done.countDown();
              });
      asked.await();
      call.cancel(true);

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(outcomes.getFirst()).isInstanceOf(TimedOut.class);
    }
  }

  @Test
  void aSingleGetWithoutAnAnswerIsNotRetried() throws Exception {
    try (RawServer server = new RawServer((r, out) -> {})) {
      HttpOutcome outcome = get(server.uri("/x"), LONG);

      assertThat(outcome).isInstanceOf(NoAnswer.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void nobodyListeningIsUnreachable() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + port + "/services/T0/SECRET");
    HttpOutcome outcome = http.exchange(getting(uri, LONG).withSecretPath()).outcome();

    assertThat(outcome)
        .isEqualTo(
            new Unreachable("GET http://127.0.0.1:" + port + "/...: the connection was refused"));
  }

  @Test
  void anUnknownNameIsUnreachable() {
    HttpOutcome outcome = get(URI.create("https://no-such.invalid/x"), LONG);

    assertThat(outcome)
        .isEqualTo(new Unreachable("GET no-such.invalid/x: the host name is not known"));
  }

  @Test
  void plainTextWhereTlsIsExpectedIsUnreachable() throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(200, "{}")))) {
      URI uri = URI.create(server.uri("/x").toString().replace("http:", "https:"));
      HttpOutcome outcome = get(uri, SHORT);

      assertThat(outcome).isNotInstanceOf(Reply.class);
    }
  }

  @Test
  void anAddressThatThePolicyRefusesIsNotCalled() throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(200, "{}")))) {
      HttpOutcome outcome =
          new RestHttp(new EgressPolicy(false))
              .exchange(getting(server.uri("/x?key=SECRET"), LONG))
              .outcome();

      assertThat(outcome).isInstanceOf(Forbidden.class);
      assertThat(outcome.toString()).doesNotContain("SECRET");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void stalledPeersDelayNoOtherCallToTheSameHost() throws Exception {
    CountDownLatch stalled = new CountDownLatch(300);
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  if (r.path().equals("/stall")) {
                    stalled.countDown();
                    RawServer.hang();
                  }
                  out.write(json(200, "{}"));
                });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpOutcome>> slow = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        slow.add(threads.submit(() -> get(server.uri("/stall"), Duration.ofMinutes(5))));
      }
      assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();

      HttpOutcome quick = get(server.uri("/ok"), LONG);

      assertThat(quick).isInstanceOf(Reply.class);
      assertThat(slow).noneMatch(Future::isDone);
      threads.shutdownNow();
    }
  }

  @Test
  void whatWasNeverConnectedWasNotSent() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) { // nobody accepts: further ones are left waiting
        Socket socket = new Socket();
        waiting.add(socket);
        try {
          socket.connect(full.getLocalSocketAddress(), 200);
        } catch (SocketTimeoutException e) {
          break;
        }
      }
      URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/x");

      assertThat(get(uri, SHORT))
          .isInstanceOfSatisfying(
              TimedOut.class, t -> assertThat(t.mayHaveBeenReceived()).isFalse());
      List<Integer> others = waiting.stream().map(Socket::getLocalPort).toList();
      full.setSoTimeout(20_000);
      try (Socket late = accepted(full, others)) {
        late.setSoTimeout(20_000);
        assertThat(late.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  /** The first connection that is none of {@code others}. */
  private static Socket accepted(ServerSocket server, List<Integer> others) throws IOException {
    while (true) {
      Socket socket = server.accept();
      if (!others.contains(socket.getPort())) {
        return socket;
      }
      socket.close();
    }
  }

  @Test
  void anUntrustedCertificateIsReportedAsSuch(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("unknown.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor())
        .as(new String(keytool.getInputStream().readAllBytes(), UTF_8))
        .isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    try (ServerSocket server =
            tls.getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> heard =
          threads.submit(
              () -> {
                try (Socket socket = server.accept()) {
                  return socket.getInputStream().read();
                }
              });
      int port = server.getLocalPort();
      HttpOutcome outcome = get(URI.create("https://localhost:" + port + "/x"), LONG);

      assertThat(outcome)
          .isEqualTo(
              new Unreachable(
                  "GET localhost:"
                      + port
                      + "/x: no secure connection (its certificate is not trusted)"));
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Unreachable.class, u -> assertThat(u.mayHaveBeenReceived()).isFalse());
      assertThat(heard).failsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void aHeaderThatCannotBeSentIsRefusedAndNotShown() throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(200, "{}")))) {
      assertThatThrownBy(
              () ->
                  http.exchange(
                      call(
                          server.uri("/x"),
                          LONG,
                          api -> api.post("Bearer a\r\nX-Other: SECRET", bytes("{}")))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Authorization")
          .message()
          .doesNotContain("SECRET");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void noLevelOfTheLogShowsWhatIsSentOrAnswered() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            logged.add(
                "%s %s %s"
                    .formatted(
                        line.getMessage(),
                        Arrays.toString(line.getParameters()),
                        line.getThrown()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    List<Logger> loggers =
        Stream.of("", "io.vertx", "io.netty", "org.jboss.resteasy", "io.quarkus")
            .map(Logger::getLogger)
            .toList();
    List<Level> levels = new ArrayList<>();
    loggers.forEach(logger -> levels.add(logger.getLevel()));
    loggers.forEach(logger -> logger.setLevel(Level.ALL));
    root.addHandler(handler);
    try (RawServer server =
        new RawServer((r, out) -> out.write(json(200, "{\"access_token\":\"SECRET\"}")))) {
      ApiCall<RawApi, byte[]> call =
          call(
              server.uri("/SECRET?token=SECRET"),
              LONG,
              api -> api.post("Bearer SECRET", bytes("SECRET")));
      assertThat(http.exchange(call.withSecretPath()).outcome()).isInstanceOf(Reply.class);
      assertThat(http.exchange(call(server.uri("/SECRET"), LONG, RawApi::json)).value()).isNull();
      Logger.getLogger("io.vertx.core").log(Level.FINEST, "heard");
    } finally {
      root.removeHandler(handler);
      for (int i = 0; i < levels.size(); i++) {
        loggers.get(i).setLevel(levels.get(i));
      }
    }
    assertThat(logged)
        .anyMatch(line -> line.contains("heard"))
        .noneMatch(line -> line.contains("SECRET"));
  }

  /** What came of a call is its outcome. A receiver's text may hold what it was sent. */
  @Test
  void whatComesOfACallIsNotLoggedByTheClient() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (line.getLoggerName().startsWith("io.vertx")) {
              logged.add(line.getLoggerName() + ": " + line.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              switch (r.path()) {
                case "/hang" -> RawServer.hang();
                case "/trickle" -> trickle(out, gone);
                case "/none" -> {}
                case "/short" ->
                    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"));
                case "/length" ->
                    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: SECRET\r\n\r\n"));
                default -> out.write(bytes("SECRET/1.1 200 OK\r\n\r\n"));
              }
            })) {
      for (String path : List.of("/hang", "/trickle", "/none", "/short", "/length", "/version")) {
        assertThat(get(server.uri(path), SHORT)).as(path).isNotInstanceOf(Reply.class);
      }
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      root.removeHandler(handler);
    }
    assertThat(logged).isEmpty();
  }

  @Test
  void implausiblyLargeHeadersAreNotAnAnswer() throws Exception {
    try (RawServer server =
        new RawServer(
            (r, out) -> out.write(answer(200, "X: " + "x".repeat(100_000) + "\r\n", bytes(""))))) {
      assertThat(get(server.uri("/x"), LONG))
          .isInstanceOfSatisfying(
              Broken.class, b -> assertThat(b.detail()).contains("the answer is not HTTP"));
    }
  }

  @Test
  void aProxyOfTheMachineIsNotAsked() throws Exception {
    try (RawServer proxy = new RawServer((r, out) -> out.write(json(500, "{}")));
        RawServer server = new RawServer((r, out) -> out.write(json(200, "{}")))) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", Integer.toString(proxy.uri("/").getPort()));
      System.setProperty("http.nonProxyHosts", "none.example");
      try {
        assertThat(get(server.uri("/x"), LONG)).isInstanceOf(Reply.class);
      } finally {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        System.clearProperty("http.nonProxyHosts");
      }
      assertThat(proxy.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void nothingIsSentToAnAddressThatMayNotBeCalledThoughItsNameMay() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              received.countDown();
              out.write(answer(200, "", bytes("{}")));
            })) {
      OutboundHttp guarded = new RestHttp(new EgressPolicy(true), new EgressPolicy(false));
      HttpOutcome outcome = guarded.exchange(getting(server.uri("/secret"), LONG)).outcome();
      assertThat(outcome)
          .isInstanceOfSatisfying(
              HttpOutcome.Forbidden.class,
              forbidden ->
                  assertThat(forbidden.detail())
                      .contains("its name leads to an address of this machine")
                      .doesNotContain("secret"));
      // The same server is reached by a policy that allows it, and got nothing before.
      assertThat(received.getCount()).isEqualTo(1);
      assertThat(get(server.uri("/"), LONG)).isInstanceOf(HttpOutcome.Reply.class);
      assertThat(received.getCount()).isZero();
    }
  }
}
