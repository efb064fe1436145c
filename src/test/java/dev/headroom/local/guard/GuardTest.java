package dev.headroom.local.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of a Headroom on this machine, and who may ask it. */
class GuardTest {
  private static final List<String> JSON = List.of("application/json");
  private final OwnHosts hosts =
      OwnHosts.with(List.of("Headroom.example.com", " 192.0.2.7", "[2001:db8::7]"));
  private final Guard guard = new Guard(hosts, null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LocalHost:8080",
        "localhost.:8080",
        "demo.localhost:8080",
        "127.0.0.1",
        "127.8.9.10:8080",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]:8080",
        "headroom.example.com",
        "HEADROOM.example.com:1234",
        "192.0.2.7:8080",
        "[2001:DB8:0::7]:8080"
      })
  void itsOwnHostsAreAnswered(String host) {
    assertThat(status(asked("GET", host))).isEqualTo(200);
    assertThat(status(asked("POST", host))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil-localhost",
        "127.0.0.1.evil.example",
        "evil.headroom.example.com",
        "0.0.0.0:8080",
        "127.1",
        "2130706433",
        "192.0.2.8",
        "[::]:8080",
        "[::2]",
        "localhost:8080@evil.example",
        "evil.example@localhost",
        "localhost/evil.example",
        "localhost, evil.example",
        "local host",
        ":8080",
        ""
      })
  void anyOtherHostIsRefusedWhateverTheRequest(String host) {
    assertThat(status(asked("GET", host))).isEqualTo(403);
    assertThat(status(asked("POST", host))).isEqualTo(403);
  }

  /** An image whose address is a backtest would have one worked out. */
  @ParameterizedTest
  @CsvSource({
    "GET,cross-site,no-cors,image,403",
    "GET,cross-site,cors,empty,403",
    "GET,cross-site,navigate,iframe,403",
    "GET,cross-site,navigate,document,200",
    "HEAD,same-site,no-cors,empty,403",
    "GET,same-site,navigate,document,200",
    "POST,cross-site,navigate,document,403",
    "GET,same-origin,no-cors,image,200",
    "GET,same-origin,cors,empty,200",
    "POST,same-origin,cors,empty,200",
    "GET,none,navigate,document,200",
    "GET,,,,200"
  })
  void aPageOfAnotherSiteHasNothingWorkedOutHereButAPersonMayFollowItsLink(
      String method,
      @Nullable String site,
      @Nullable String mode,
      @Nullable String destination,
      int status) {
    assertThat(
            status(
                new Asked(
                    method,
                    List.of("localhost:8080"),
                    List.of(),
                    method.equals("POST") ? JSON : List.of(),
                    List.of(),
                    false,
                    new Asked.Asking(
                        Optional.ofNullable(site),
                        Optional.ofNullable(mode),
                        Optional.ofNullable(destination)))))
        .isEqualTo(status);
  }

  @Test
  void aRequestForNoHostOrForTwoIsRefused() {
    assertThat(status(new Asked("GET", List.of(), List.of(), List.of(), List.of(), false)))
        .isEqualTo(403);
    assertThat(
            status(
                new Asked(
                    "GET",
                    List.of("localhost", "evil.example"),
                    List.of(),
                    List.of(),
                    List.of(),
                    false)))
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080,localhost:8080,200",
    "HTTP://LOCALHOST:8080,localhost:8080,200",
    "http://[::1]:49152,[::1]:49152,200",
    "https://headroom.example.com,headroom.example.com,200",
    "http://headroom.example.com,headroom.example.com:80,200",
    "http://localhost:3000,localhost:8080,403",
    "http://localhost,localhost:8080,403",
    "http://127.0.0.1:8080,localhost:8080,403",
    "https://evil.example,localhost:8080,403",
    "http://localhost:8080.evil.example,localhost:8080,403",
    "http://evil.example@localhost:8080,localhost:8080,403",
    "http://localhost:8080/,localhost:8080,403",
    "ftp://localhost:8080,localhost:8080,403",
    "localhost:8080,localhost:8080,403",
    "null,localhost:8080,403",
    "'',localhost:8080,403"
  })
  void aChangeComesFromAPageOfTheVerySameHostAndPort(String origin, String host, int status) {
    assertThat(status(new Asked("POST", List.of(host), List.of(origin), JSON, List.of(), false)))
        .isEqualTo(status);
    assertThat(
            status(
                new Asked("DELETE", List.of(host), List.of(origin), List.of(), List.of(), false)))
        .isEqualTo(status);
    assertThat(status(new Asked("GET", List.of(host), List.of(origin), List.of(), List.of(), true)))
        .as("WebSocket")
        .isEqualTo(status);
    assertThat(
            status(new Asked("GET", List.of(host), List.of(origin), List.of(), List.of(), false)))
        .as("a look changes nothing, and no other page gets to read the answer")
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | 200",
        "Application/JSON;charset=UTF-8 | 200",
        "text/plain | 415",
        "text/plain;application/json | 415",
        "application/json,text/plain | 415",
        "application/x-www-form-urlencoded | 415",
        "multipart/form-data; boundary=application/json | 415",
        "application/jsonp | 415",
        "'' | 415"
      })
  void aChangeIsJson(String type, int status) {
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      assertThat(
              status(
                  new Asked(
                      method, List.of("localhost"), List.of(), List.of(type), List.of(), false)))
          .as(method)
          .isEqualTo(status);
    }
  }

  @Test
  void aBodyThatIsNotAnnouncedIsNoJson() {
    assertThat(
            status(new Asked("POST", List.of("localhost"), List.of(), List.of(), List.of(), false)))
        .isEqualTo(415);
    assertThat(
            status(
                new Asked(
                    "POST",
                    List.of("localhost"),
                    List.of(),
                    List.of("application/json", "text/plain"),
                    List.of(),
                    false)))
        .isEqualTo(415);
  }

  /** A form can be sent by any page, so its origin has to be said, and to be ours. */
  @ParameterizedTest
  @CsvSource({
    "POST,true,http://localhost:8080,same-origin,200",
    "POST,true,http://localhost:8080,,200",
    "POST,true,,same-origin,403",
    "POST,true,,,403",
    "POST,true,null,,403",
    "POST,true,https://evil.example,cross-site,403",
    "POST,true,https://evil.example,,403",
    "POST,true,http://localhost:9090,same-site,403",
    "POST,true,http://localhost:8080,cross-site,403",
    "POST,false,http://localhost:8080,same-origin,415",
    "PUT,true,http://localhost:8080,same-origin,415"
  })
  void aFormIsTakenFromItsOwnPageAndNowhereElse(
      String method,
      boolean takesForms,
      @Nullable String origin,
      @Nullable String site,
      int status) {
    assertThat(
            status(
                new Asked(
                    method,
                    List.of("localhost:8080"),
                    origin == null ? List.of() : List.of(origin),
                    List.of("application/x-www-form-urlencoded; charset=UTF-8"),
                    List.of(),
                    false,
                    new Asked.Asking(Optional.ofNullable(site), Optional.empty(), Optional.empty()),
                    takesForms,
                    false)))
        .isEqualTo(status);
  }

  @Test
  void whereATokenIsAskedForNothingIsAnsweredWithoutIt() {
    Guard asking = new Guard(hosts, "t0ken");

    assertThat(status(asking, List.of())).isEqualTo(401);
    assertThat(status(asking, List.of("Bearer other"))).isEqualTo(401);
    assertThat(status(asking, List.of("Bearer"))).isEqualTo(401);
    assertThat(status(asking, List.of("t0ken"))).isEqualTo(401);
    assertThat(status(asking, List.of("Basic t0ken"))).isEqualTo(401);
    assertThat(status(asking, List.of(basic("t0ken:")))).isEqualTo(401);
    assertThat(status(asking, List.of("Bearer t0ken"))).isEqualTo(200);
    assertThat(status(asking, List.of(basic("me:t0ken")))).isEqualTo(200);
    assertThat(status(asking, List.of(basic(":t0ken")))).isEqualTo(200);
  }

  @Test
  void aRefusalNamesTheHeaderAndTheRemedyAndNoToken() {
    assertThat(guard.judge(asked("GET", "evil.example")).map(r -> r.violation().toString()))
        .contains(
            "Host: is not a host of this Headroom (found: evil.example). Ask for localhost, or list"
                + " the name in headroom.local.hosts.");
    assertThat(
            new Guard(hosts, "t0ken")
                .judge(
                    new Asked(
                        "GET",
                        List.of("localhost"),
                        List.of(),
                        List.of(),
                        List.of("Bearer guess"),
                        false))
                .orElseThrow()
                .violation()
                .toString())
        .startsWith("Authorization: holds another token. ")
        .doesNotContain("guess", "t0ken");
    assertThat(
            guard
                .judge(asked("GET", "x".repeat(5_000)))
                .flatMap(r -> Optional.ofNullable(r.violation().value()))
                .orElseThrow())
        .isEqualTo("x".repeat(100) + "...");
  }

  @ParameterizedTest
  @CsvSource({
    "true, AWS4-HMAC-SHA256 Credential=x, application/x-amz-json-1.1, 200",
    "true, AWS4-HMAC-SHA256 Credential=x, application/x-www-form-urlencoded, 200",
    "true, AWS4-HMAC-SHA256 Credential=x, text/plain, 415",
    "true, Bearer x, application/x-amz-json-1.1, 415",
    "false, AWS4-HMAC-SHA256 Credential=x, application/x-amz-json-1.1, 415",
    "false, AWS4-HMAC-SHA256 Credential=x, application/x-www-form-urlencoded, 415"
  })
  void onlyTheInboxTakesWhatIsSignedForAws(
      boolean inbox, String authorization, String contentType, int status) {
    assertThat(
            status(
                new Asked(
                    "POST",
                    List.of("localhost"),
                    List.of(),
                    List.of(contentType),
                    List.of(authorization),
                    false,
                    Asked.Asking.UNSAID,
                    false,
                    inbox)))
        .isEqualTo(status);
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private static Asked asked(String method, String host) {
    return new Asked(method, List.of(host), List.of(), JSON, List.of(), false);
  }

  private static int status(Guard guard, List<String> authorizations) {
    return guard
        .judge(new Asked("GET", List.of("localhost"), List.of(), List.of(), authorizations, false))
        .map(Refusal::status)
        .orElse(200);
  }

  private int status(Asked asked) {
    return guard.judge(asked).map(Refusal::status).orElse(200);
  }
}
