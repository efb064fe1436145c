package dev.headroom.http;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.gzip;
import static dev.headroom.http.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.http.HttpOutcome.Broken;
import dev.headroom.http.HttpOutcome.Forbidden;
import dev.headroom.http.HttpOutcome.NoAnswer;
import dev.headroom.http.HttpOutcome.Reply;
import dev.headroom.http.HttpOutcome.TimedOut;
import dev.headroom.http.HttpOutcome.TooLarge;
import dev.headroom.http.HttpOutcome.Unreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ApacheHttpTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final int CAP = 100_000;

  private final OutboundHttp http = new ApacheHttp(new EgressPolicy(true));

  @Test
  void aPostArrivesAsItWasGivenAndItsAnswerIsAValue() throws Exception {
    try (RawServer server =
        new RawServer((r, out) -> out.write(answer(201, "X-A: 1\r\nX-A: 2\r\n", bytes("done"))))) {
      HttpOutcome outcome =
          http.exchange(
              HttpRequestSpec.post(
                      server.uri("/a%2Fb/../c;d?q=%20x&y"),
                      "application/json; charset=utf-8",
                      HttpBody.of("{\"ä\":1}"),
                      LONG,
                      CAP)
                  .header("Authorization", "Bearer t0ken"));

      Reply reply = (Reply) outcome;
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.body().text()).isEqualTo("done");
      assertThat(reply.header("X-a")).contains("1");
      assertThat(reply.headers().get("x-A")).containsExactly("1", "2");
      RawServer.Request request = server.requests().getFirst();
      assertThat(request.line()).isEqualTo("POST /a%2Fb/../c;d?q=%20x&y HTTP/1.1");
      assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
      assertThat(request.header("Authorization")).isEqualTo("Bearer t0ken");
      assertThat(request.header("User-Agent")).isEqualTo("Headroom");
      assertThat(request.body()).isEqualTo("{\"ä\":1}");
    }
  }

  @Test
  void aGetHasNoBodyAndErrorsAreReplies() throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(503, "{\"a\":1}")))) {
      Reply reply = (Reply) http.exchange(HttpRequestSpec.get(server.uri("/x"), LONG, CAP));

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
      Reply reply = (Reply) http.exchange(HttpRequestSpec.get(server.uri("/x"), LONG, CAP));

      assertThat(reply.status()).isEqualTo(302);
      assertThat(reply.header("location")).contains("/other");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void answersWithoutABodyAreEmpty() throws Exception {
    try (RawServer server =
        new RawServer((r, out) -> out.write(bytes("HTTP/1.1 204 No Content\r\n\r\n")))) {
      Reply reply = (Reply) http.exchange(HttpRequestSpec.get(server.uri("/x"), LONG, CAP));

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.body().size()).isZero();
    }
  }

  @Test
  void aPackedAnswerIsUnpackedAndABodyThatEndsWithTheConnectionIsWhole() throws Exception {
    byte[] packed = gzip(bytes("hello ".repeat(1000)));
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
              out.write(packed);
            })) {
      Reply reply =
          (Reply)
              http.exchange(
                  HttpRequestSpec.get(server.uri("/x"), LONG, CAP)
                      .header("Accept-Encoding", "gzip"));

      assertThat(reply.body().text()).isEqualTo("hello ".repeat(1000));
      assertThat(server.requests().getFirst().header("Accept-Encoding")).isEqualTo("gzip");
    }
  }

  @Test
  void theCapIsOnTheUnpackedBytes() throws Exception {
    byte[] exact = new byte[CAP];
    try (RawServer server =
        new RawServer(
            (r, out) ->
                out.write(
                    r.path().equals("/exact")
                        ? answer(200, "Content-Encoding: gzip\r\n", gzip(exact))
                        : answer(200, "Content-Encoding: gzip\r\n", gzip(new byte[40_000_000]))))) {
      Reply whole = (Reply) http.exchange(HttpRequestSpec.get(server.uri("/exact"), LONG, CAP));
      HttpOutcome bomb = http.exchange(HttpRequestSpec.get(server.uri("/bomb"), LONG, CAP));

      assertThat(whole.body().size()).isEqualTo(CAP);
      assertThat(bomb).isInstanceOf(TooLarge.class);
    }
  }

  @Test
  void anEndlessBodyStopsAtTheCapAndTheConnectionIsClosed() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              out.write(bytes("HTTP/1.1 200 OK\r\n\r\n"));
              try {
                while (true) {
                  out.write(new byte[100_000]);
                }
              } catch (IOException e) {
                gone.countDown();
              }
            })) {
      HttpOutcome outcome = http.exchange(HttpRequestSpec.get(server.uri("/x"), LONG, CAP));

      assertThat(outcome).isInstanceOf(TooLarge.class);
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aServerThatNeverAnswersEndsAtTheDeadline() throws Exception {
    try (RawServer server = new RawServer((r, out) -> RawServer.hang())) {
      HttpOutcome outcome = http.exchange(HttpRequestSpec.get(server.uri("/x"), SHORT, CAP));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              TimedOut.class, t -> assertThat(t.mayHaveBeenReceived()).isTrue());
    }
  }

  @Test
  void aServerThatTricklesEndsAtTheDeadlineAndIsHungUpOn() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server = new RawServer((r, out) -> trickle(out, gone))) {
      HttpOutcome outcome = http.exchange(HttpRequestSpec.get(server.uri("/x"), SHORT, CAP));

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
                outcomes.add(http.exchange(HttpRequestSpec.get(server.uri("/x"), LONG, CAP)));
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
  void anAnswerInPartsIsReadAsItIs() throws Exception {
    String parts = "--x\r\n\r\na\r\n--x--";
    try (RawServer server =
        new RawServer(
            (r, out) ->
                out.write(
                    answer(
                        200, "Content-Type: multipart/form-data; boundary=x\r\n", bytes(parts))))) {
      Reply reply = (Reply) http.exchange(HttpRequestSpec.get(server.uri("/x"), LONG, CAP));

      assertThat(reply.body().text()).isEqualTo(parts);
    }
  }

  @Test
  void aLoneGetThatIsHungUpOnIsNotTriedAgain() throws Exception {
    try (RawServer server = new RawServer((r, out) -> {})) {
      HttpOutcome outcome = http.exchange(HttpRequestSpec.get(server.uri("/x"), LONG, CAP));

      assertThat(outcome).isInstanceOf(NoAnswer.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aBodyThatIsCutOffIsNoReply() throws Exception {
    byte[] packed = gzip(bytes("x".repeat(50_000)));
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              switch (r.path()) {
                case "/short" ->
                    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"));
                case "/chunked" ->
                    out.write(
                        bytes(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"));
                case "/gzip" ->
                    out.write(
                        answer(
                            200,
                            "Content-Encoding: gzip\r\n",
                            java.util.Arrays.copyOf(packed, packed.length - 10)));
                case "/notgzip" ->
                    out.write(answer(200, "Content-Encoding: gzip\r\n", bytes("{\"a\":1}")));
                case "/br" -> out.write(answer(200, "Content-Encoding: br\r\n", bytes("abc")));
                case "/rubbish" -> out.write(bytes("SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n"));
                default -> {}
              }
            })) {
      for (String path :
          List.of("/short", "/chunked", "/gzip", "/notgzip", "/br", "/rubbish", "/none")) {
        HttpOutcome outcome = http.exchange(HttpRequestSpec.get(server.uri(path), LONG, CAP));

        assertThat(outcome)
            .as(path)
            .isInstanceOf(path.equals("/none") ? NoAnswer.class : Broken.class);
      }
    }
  }

  @Test
  void nobodyListeningIsUnreachable() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + port + "/services/T0/SECRET");
    HttpOutcome outcome = http.exchange(HttpRequestSpec.get(uri, LONG, CAP).withSecretPath());

    assertThat(outcome)
        .isEqualTo(
            new Unreachable("GET http://127.0.0.1:" + port + "/...: the connection was refused"));
  }

  @Test
  void anUnknownNameIsUnreachable() {
    HttpOutcome outcome =
        http.exchange(HttpRequestSpec.get(URI.create("https://no-such.invalid/x"), LONG, CAP));

    assertThat(outcome)
        .isEqualTo(new Unreachable("GET no-such.invalid/x: the host name is not known"));
  }

  @Test
  void plainTextWhereTlsIsExpectedIsUnreachable() throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(200, "{}")))) {
      URI uri = URI.create(server.uri("/x").toString().replace("http:", "https:"));
      HttpOutcome outcome = http.exchange(HttpRequestSpec.get(uri, SHORT, CAP));

      assertThat(outcome).isNotInstanceOf(Reply.class);
    }
  }

  @Test
  void anAddressThatThePolicyRefusesIsNotCalled() throws Exception {
    try (RawServer server = new RawServer((r, out) -> out.write(json(200, "{}")))) {
      HttpOutcome outcome =
          new ApacheHttp(new EgressPolicy(false))
              .exchange(HttpRequestSpec.get(server.uri("/x?key=SECRET"), LONG, CAP));

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
        slow.add(
            threads.submit(
                () ->
                    http.exchange(
                        HttpRequestSpec.get(server.uri("/stall"), Duration.ofMinutes(5), CAP))));
      }
      assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();

      HttpOutcome quick = http.exchange(HttpRequestSpec.get(server.uri("/ok"), LONG, CAP));

      assertThat(quick).isInstanceOf(Reply.class);
      assertThat(slow).noneMatch(Future::isDone);
      threads.shutdownNow();
    }
  }

  private static void trickle(OutputStream out, CountDownLatch gone) throws InterruptedException {
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
