package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no answer is without, and what is answered where nothing is served. */
@QuarkusTest
@TestProfile(WebProfile.class)
class EveryAnswerTest {
  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @AfterEach
  void answerAgain() {
    fleet.refuse(false);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET,/,200",
    "HEAD,/,200",
    "GET,/orgs/acme-prod,200",
    "GET,/orgs/nobody,404",
    "GET,/orgs/acme-prod/runbook,200",
    "GET,/orgs/acme-prod/runbook.md,200",
    "GET,/orgs/nobody/runbook.md,404",
    "GET,/orgs/acme-prod/runbook.md?at=now,400",
    "GET,/orgs/acme-prod/nothing,404",
    "GET,/nothing,404",
    "POST,/nothing,404",
    "OPTIONS,/nothing,200",
    "DELETE,/alerts,405",
    "GET,/api/orgs,200",
    "GET,/api/orgs/nobody,404",
    "GET,/api/orgs/acme-prod/series,400",
    "GET,/api/nothing,404",
    "POST,/functions/nothing,404",
    "POST,/inbox/slack,400",
    "GET,/assets/app.css,200",
    "GET,/assets/nothing.css,404",
    "GET,/webjars/uplot/1.6.30/dist/uPlot.iife.min.js,200",
    "GET,/q/health,200",
    "GET,/q/metrics,200",
    "GET,/q/nothing,404",
    "GET,/q/dev-ui,404",
    "GET,/q/device,404"
  })
  void everyAnswerIsHardened(String method, String path, int status) {
    hardened(ask(method, path), status);
  }

  /** What is refused before any route is looked for: its Host or its address is none. */
  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1,Host: a b,400",
    "GET / HTTP/1.1,Host: localhost:abc,400",
    "GET / HTTP/1.1,Host: evil.example@localhost,400",
    "GET / HTTP/1.1,X-Nothing: of a host,400",
    "OPTIONS * HTTP/1.1,Host: localhost,404",
    "GET nothing HTTP/1.1,Host: localhost,404"
  })
  void aMalformedRequestIsRejectedAndTheAnswerIsHardened(String line, String header, int status)
      throws IOException {
    String answer = raw(line + "\r\n" + header + "\r\nConnection: close\r\n\r\n");
    String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);

    assertThat(head)
        .startsWith("http/1.1 " + status)
        .containsOnlyOnce("cache-control: no-store")
        .containsOnlyOnce("x-content-type-options: nosniff")
        .containsOnlyOnce("content-security-policy: default-src 'none'; script-src 'self'")
        .contains("content-type: application/json");
    assertThat(answer.substring(head.length())).contains("\"problem\":", "\"remedy\":");
  }

  /** Nobody is asked what to answer to these; where nothing is said, nothing can be misread. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\nHost: localhost",
        "GET /..\\x HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\nA header: x"
      })
  void whatIsNotHttpIsAnsweredWithoutABody(String request) throws IOException {
    String answer = raw(request + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
  }

  /** The answer, until the server has closed the connection. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), TestPorts.pages())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      if (!request.contains("Connection: close")) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/functions/manage", "/inbox/slack"})
  void aRequestOfAnotherTypeIsRefusedAndTheRefusalIsHardened(String path) {
    hardened(given().port(TestPorts.pages()).contentType("text/plain").body("{}").post(path), 415);
  }

  private static Response ask(String method, String path) {
    RequestSpecification request = given().port(TestPorts.pages()).urlEncodingEnabled(false);
    return (method.equals("POST") ? request.contentType("application/json") : request)
        .request(method, path);
  }

  @Test
  void anAnswerToAFailureIsHardenedToo() {
    fleet.refuse(true);
    hardened(get("/q/health"), 503);
    fleet.refuse(false);
    fleet.beforeSamples(
        org -> {
          throw new IllegalStateException("a fault of the program, which this test makes");
        });
    try {
      hardened(get("/api/orgs/acme-prod/backtest"), 500);
    } finally {
      fleet.beforeSamples(org -> {});
    }
  }

  private static void hardened(Response answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().getValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().getValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; script-src 'self'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/orgs/acme-prod/nothing", "/assets/nothing.css", "/q/nothing"})
  void anUnknownAddressGetsAPageOfTheProduct(String path) {
    Response answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.asString())
        .contains("<html lang=\"en\">", "<title>Not found · Headroom</title>")
        .contains("<main id=\"main\"", "<nav aria-label=\"Main\">", "<header", "<footer")
        .contains("<h1>Not found</h1>", "There is no page at this address.");
  }

  @ParameterizedTest
  @CsvSource({"GET,/api/nothing", "POST,/nothing", "GET,/functions/nothing/more"})
  void aProgramThatRequestsSomethingMissingGetsJson(String method, String path) {
    Response answer = ask(method, path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.jsonPath().getString("problem"))
        .isEqualTo("nothing is served at this address");
    assertThat(answer.jsonPath().getString("remedy")).isNotBlank();
  }

  private static Response get(String path) {
    return given().port(TestPorts.pages()).get(path);
  }
}
