package dev.headroom.local.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.local.running.RunningHeadroom.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningHeadroomTest {
  private static final String TOKEN = "the-token-of-the-data-folder";
  private static final Order PLAN = new Order("plan", "me", Map.of("manifest", "version: 1"));
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final Duration IMPATIENT = Duration.ofMillis(1);

  /** All that was ever sent to what listens: addresses, headers, bodies. */
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @Test
  void theOneThatProvesItselfIsAskedAndItsAnswerIsPassedOn() throws Exception {
    String answer = "{\"violations\":[],\"text\":\"add tenant a\",\"unknown\":[],\"later\":1}";
    try (Listener one = listener(challenge -> proof(TOKEN, challenge), 200, answer)) {
      assertThat(ask(one.port()))
          .isEqualTo(new Answer.Answered(Outcome.of("add tenant a"), "1.2.3"));
    }
    assertThat(heard)
        .anyMatch(said -> said.contains("Bearer " + TOKEN))
        .anyMatch(said -> said.contains("\"manifest\":\"version: 1\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "",
        "<html>another program</html>",
        "{\"proof\": \"0\", \"version\": \"1\"}",
        "{\"proof\": null, \"version\": null}"
      })
  void anUnprovenPeerLearnsNothing(String said) throws Exception {
    try (Listener other = listener(challenge -> said, 200, "{}")) {
      assertThat(ask(other.port())).isEqualTo(new Answer.Another());
    }
    assertThat(heard).isNotEmpty();
    assertNothingWasTold();
  }

  @Test
  void aProofWithAnotherTokenOrForAnotherChallengeIsInvalid() throws Exception {
    String old = Proof.newChallenge();
    for (UnaryOperator<String> proofs :
        List.<UnaryOperator<String>>of(
            challenge -> proof("another-token", challenge), challenge -> proof(TOKEN, old))) {
      try (Listener other = listener(proofs, 200, "{}")) {
        assertThat(ask(other.port())).isEqualTo(new Answer.Another());
      }
    }
    assertNothingWasTold();
  }

  @Test
  void anEndlessAnswerIsNotAProof() throws Exception {
    try (Listener other = listener(challenge -> "x".repeat(100_000), 200, "{}")) {
      assertThat(ask(other.port())).isEqualTo(new Answer.Another());
    }
    assertNothingWasTold();
  }

  @Test
  void closedPortsHaveNoListener() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(ask(port)).isEqualTo(new Answer.Nobody());
  }

  @Test
  void oneThatDoesNotAnswerIsNotAwaitedForever() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(new RunningHeadroom(IMPATIENT, PATIENT).ask(running(silent.getLocalPort()), PLAN))
          .isEqualTo(new Answer.Silent(Optional.of(IMPATIENT)));
    }
  }

  @Test
  void aRefusalIsReportedWithItsStatus() throws Exception {
    try (Listener one = listener(challenge -> proof(TOKEN, challenge), 500, "{}")) {
      assertThat(ask(one.port())).isEqualTo(new Answer.Refused(500, "1.2.3"));
    }
  }

  @Test
  void aConnectionThatBreaksLeavesOpenWhatWasDone() throws Exception {
    try (Listener one = listener(challenge -> proof(TOKEN, challenge), 200, "no JSON")) {
      assertThat(ask(one.port())).isEqualTo(new Answer.Silent(Optional.empty()));
    }
  }

  @Test
  void theFileIsForItsOwnerAloneAndIsReadAsItWasWritten(@TempDir Path folder) throws Exception {
    RunningFile file = running(8080);
    file.writeTo(folder);
    file.writeTo(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(folder))))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly(RunningFile.NAME);
    assertThat(RunningFile.readFrom(folder)).hasValue(file);
    assertThat(file.toString()).contains("8080").doesNotContain(TOKEN);
    RunningFile.removeFrom(folder);
    RunningFile.removeFrom(folder);
    assertThat(RunningFile.readFrom(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{}", "8080", "{\"port\":99999,\"host\":\"a\",\"token\":\"b\"}"})
  void aMeaninglessFileIsTreatedAsMissing(String text, @TempDir Path folder) throws Exception {
    Files.writeString(path(folder), text);
    assertThat(RunningFile.readFrom(folder)).isEmpty();
  }

  private void assertNothingWasTold() {
    assertThat(heard)
        .noneMatch(said -> said.contains(TOKEN))
        .noneMatch(said -> said.contains("Authorization"))
        .noneMatch(said -> said.contains("manifest"));
  }

  private static Path path(Path folder) {
    return folder.resolve(RunningFile.NAME);
  }

  private static Answer ask(int port) {
    return new RunningHeadroom(PATIENT, PATIENT).ask(running(port), PLAN);
  }

  private static RunningFile running(int port) {
    return new RunningFile(1, "127.0.0.1", port, TOKEN);
  }

  private static String proof(String token, String challenge) {
    return "{\"proof\":\"%s\",\"version\":\"1.2.3\"}"
        .formatted(Proof.of(token, challenge, "").proof());
  }

  /** A server on loopback, closed with the test. */
  private record Listener(HttpServer server) implements AutoCloseable {
    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private Listener listener(UnaryOperator<String> proofs, int status, String answer)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext(
        RunningHeadroom.PROOF,
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          answer(exchange, 200, proofs.apply(query.substring(query.indexOf('=') + 1)));
        });
    server.createContext(RunningHeadroom.MANAGE, exchange -> answer(exchange, status, answer));
    server.start();
    return new Listener(server);
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    heard.add(
        exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().entrySet()
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
