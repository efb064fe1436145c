package dev.headroom.http;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.gzip;
import static dev.headroom.http.RawServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.http.HttpOutcome.Broken;
import dev.headroom.http.HttpOutcome.NoAnswer;
import dev.headroom.http.HttpOutcome.Reply;
import dev.headroom.http.HttpOutcome.TimedOut;
import dev.headroom.http.HttpOutcome.TooLarge;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the body of an answer is read. */
@QuarkusTest
@Timeout(60)
class RestBodiesTest extends RestCalls {
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
          (Reply) http.exchange(call(server.uri("/x"), LONG, api -> api.get("gzip"))).outcome();

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
      Reply whole = (Reply) get(server.uri("/exact"), LONG);
      HttpOutcome bomb = get(server.uri("/bomb"), LONG);

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
      HttpOutcome outcome = get(server.uri("/x"), LONG);

      assertThat(outcome).isInstanceOf(TooLarge.class);
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
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
      Reply reply = (Reply) get(server.uri("/x"), LONG);

      assertThat(reply.body().text()).isEqualTo(parts);
    }
  }

  @Test
  void aTruncatedBodyIsNotAReply() throws Exception {
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
        HttpOutcome outcome = get(server.uri(path), LONG);

        assertThat(outcome)
            .as(path)
            .isInstanceOf(path.equals("/none") ? NoAnswer.class : Broken.class);
      }
    }
  }

  @Test
  void anInterimAnswerIsNotAnAnswer() throws Exception {
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    try (RawServer server =
        new RawServer(
            (r, out) ->
                out.write(bytes("HTTP/1.1 " + r.path().substring(1) + " X\r\n\r\n" + whole)))) {
      for (String status : List.of("100", "103")) {
        assertThat(get(server.uri("/" + status), LONG))
            .isInstanceOfSatisfying(Reply.class, r -> assertThat(r.body().text()).isEqualTo("ok"));
      }
      for (String status : List.of("000", "101", "102", "199")) {
        assertThat(get(server.uri("/" + status), LONG))
            .as(status)
            .isInstanceOfSatisfying(
                Broken.class, b -> assertThat(b.mayHaveBeenReceived()).isTrue());
        assertThat(
                http.download(call(server.uri("/" + status), LONG, RawApi::stream), in -> "")
                    .outcome())
            .as(status)
            .isInstanceOf(Broken.class);
      }
    }
  }

  @Test
  void aBodyThatIsPackedTwiceIsNotMisread() throws Exception {
    try (RawServer server =
        new RawServer(
            (r, out) ->
                out.write(
                    answer(
                        200,
                        "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n",
                        gzip(bytes("ok")))))) {
      assertThat(get(server.uri("/x"), LONG)).isInstanceOf(Broken.class);
    }
  }

  @Test
  void answersWithoutABodyAreEmpty() throws Exception {
    try (RawServer server =
        new RawServer((r, out) -> out.write(bytes("HTTP/1.1 204 No Content\r\n\r\n")))) {
      Reply reply = (Reply) get(server.uri("/x"), LONG);

      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.body().size()).isZero();
    }
  }

  @Test
  void jsonIsReadAsTheApiDefinesWhateverItsContentType() throws Exception {
    try (RawServer server =
        new RawServer(
            (r, out) ->
                out.write(
                    switch (r.path()) {
                      case "/value" ->
                          answer(200, "Content-Type: text/plain\r\n", bytes("{\"a\":1}"));
                      case "/none" -> json(200, "<html>");
                      case "/other" -> json(200, "[{\"a\":\"x\"}]");
                      default -> json(400, "{\"a\":1}");
                    }))) {
      Exchange<Map<String, Integer>> value = asked(server.uri("/value"));

      assertThat(value.value()).isEqualTo(Map.of("a", 1));
      assertThat(value.place()).isEqualTo(server.uri("/value").toString().substring(7));
      assertThat(((Reply) value.outcome()).header("Content-Type")).contains("text/plain");
      for (String path : List.of("/none", "/other", "/refused")) {
        Exchange<Map<String, Integer>> none = asked(server.uri(path));

        assertThat(none.value()).as(path).isNull();
        assertThat(((Reply) none.outcome()).body().size()).as(path).isPositive();
      }
    }
  }

  @Test
  void aDownloadIsReadWhileItArrives() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst"));
              out.flush();
              begun.await();
              out.write(bytes("after"));
            })) {
      Exchange<String> exchange =
          http.download(
              call(server.uri("/x"), LONG, RawApi::stream),
              body -> {
                String first = new String(body.readNBytes(5), UTF_8);
                begun.countDown();
                return first + "," + new String(body.readAllBytes(), UTF_8);
              });

      assertThat(exchange.value()).isEqualTo("first,after");
      assertThat(exchange.outcome())
          .isInstanceOfSatisfying(Reply.class, r -> assertThat(r.body().size()).isZero());
    }
  }

  @Test
  void aDownloadHasItsCapAndItsDeadlineAndARefusalIsAReply() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              switch (r.path()) {
                case "/bomb" ->
                    out.write(
                        answer(200, "Content-Encoding: gzip\r\n", gzip(new byte[40_000_000])));
                case "/trickle" -> trickle(out, gone);
                case "/short" ->
                    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"));
                default -> out.write(json(404, "no such file"));
              }
            })) {
      assertThat(downloaded(server.uri("/bomb"), LONG).outcome()).isInstanceOf(TooLarge.class);
      assertThat(downloaded(server.uri("/trickle"), SHORT).outcome()).isInstanceOf(TimedOut.class);
      assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(downloaded(server.uri("/short"), LONG).outcome()).isInstanceOf(Broken.class);
      Exchange<Integer> refused = downloaded(server.uri("/none"), LONG);
      assertThat(refused.value()).isNull();
      assertThat(refused.outcome())
          .isInstanceOfSatisfying(
              Reply.class, r -> assertThat(r.body().text()).isEqualTo("no such file"));
    }
  }

  private Exchange<Map<String, Integer>> asked(URI uri) {
    return http.exchange(call(uri, LONG, RawApi::json));
  }

  private Exchange<Integer> downloaded(URI uri, Duration deadline) {
    return http.download(call(uri, deadline, RawApi::stream), body -> body.readAllBytes().length);
  }
}
