package dev.headroom.auth.salesforce;

import static dev.headroom.http.RawServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.LogCanary;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.TestLogins;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An org that says back to us whatever we sent it, and every line that is logged meanwhile. */
@QuarkusTest
@Timeout(60)
class SecretsStayInsideTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Tells the request's body, as it came and decoded, in the form of an OAuth error. */
  private static final Answer ECHO =
      (r, out) ->
          out.write(
              json(
                  400,
                  ("{\"error\":\"invalid_grant\",\"error_description\":\"you sent %s and %s;"
                          + " your token 00D000000000001!AQ.t0ken77\"}")
                      .formatted(r.body(), URLDecoder.decode(r.body(), UTF_8))));

  private final List<String> texts = new ArrayList<>();

  @Test
  void noSecretOfALoginReachesAMessageALogOrAText() throws Exception {
    List<String> secrets = secrets();
    List<String> logged;
    try (FakeOrg fake = new FakeOrg();
        LogCanary canary = LogCanary.listening()) {
      fake.token(ECHO);
      refused(fake, fake.org());
      refused(fake, fake.jwtOrg("env:KEY"));
      refused(fake, fake.jwtOrg("env:NO_KEY"));
      refused(fake, fake.jwtOrg("env:SHORT_KEY"));
      for (String answer :
          new String[] {
            "{\"access_token\":\"00D1!t0ken\",\"oops",
            "{\"access_token\":\"00D1!t0ken\"}",
            "{\"access_token\":\"00D1!t0ken\",\"instance_url\":\"t0ken://x y\"}",
            "{\"access_token\":\"00D1!t0ken\",\"instance_url\":\"https://10.0.0.1/t0ken\"}",
            "{\"access_token\":\"00D1!t0ken\\u0007\",\"instance_url\":\"https://a.example\"}"
          }) {
        fake.token((r, out) -> out.write(json(200, answer)));
        refused(fake, fake.org());
      }
      fake.token((r, out) -> {});
      refused(fake, fake.org());
      fake.token((r, out) -> out.write(json(200, fake.grant())));
      AccessToken token =
          fake.tokens().current(fake.jwtOrg("env:KEY"), TestLogins.endless(), LONG).token();
      texts.add(token + " " + token.value() + " " + fake.org() + fake.jwtOrg("env:KEY"));
      fake.tokenRequests().stream()
          .map(r -> FakeOrg.form(r).getOrDefault("assertion", ""))
          .flatMap(jwt -> Arrays.stream(jwt.split("\\.", -1)))
          .filter(part -> !part.isEmpty())
          .forEach(secrets::add);
      logged = canary.lines();
    }

    assertThat(secrets).hasSizeGreaterThan(30);
    assertNoneShows(secrets, logged);
  }

  @Test
  void noTokenReachesAnOutcomeOrALog() throws Exception {
    List<String> logged;
    try (FakeOrg fake = new FakeOrg();
        LogCanary canary = LogCanary.listening()) {
      for (int status : new int[] {400, 401, 403, 404, 429, 500, 200}) {
        fake.limits(
            (r, out) ->
                out.write(
                    json(
                        status,
                        "[{\"message\":\"bad token %s in %s\",\"errorCode\":\"X\"}]"
                            .formatted(
                                r.header("Authorization").replace("Bearer ", ""),
                                r.header("Authorization")))));
        PollOutcome outcome = fake.source(LONG).read(fake.org(), TestLogins.endless());
        assertThat(outcome).isInstanceOf(PollOutcome.Failed.class);
        texts.add(outcome.toString());
      }
      fake.limits((r, out) -> {});
      texts.add(fake.source(LONG).read(fake.org(), TestLogins.endless()).toString());
      logged = canary.lines();
    }

    assertThat(texts.getFirst()).contains("bad token ****");
    assertNoneShows(List.of("t0ken", FakeOrg.CLIENT_SECRET, "s3cret"), logged);
  }

  private void assertNoneShows(List<String> secrets, List<String> logged) {
    assertThat(logged).as("the canary hears").isNotEmpty();
    for (String secret : secrets) {
      assertThat(texts).noneMatch(text -> text.contains(secret));
      assertThat(logged).noneMatch(line -> line.contains(secret));
    }
  }

  /** The client secret, parts of it, a token's mark, and every line of every key. */
  private static List<String> secrets() {
    List<String> secrets =
        new ArrayList<>(List.of(FakeOrg.CLIENT_SECRET, "s3cret", "k3y-that", "t0ken"));
    Stream.of(TestKeys.pkcs8Pem(), TestKeys.shortPem())
        .flatMap(pem -> Arrays.stream(pem.split("\n", -1)))
        .filter(line -> line.length() > 20 && !line.startsWith("---"))
        .forEach(secrets::add);
    return secrets;
  }

  private void refused(FakeOrg fake, Org org) {
    LoginFailedException e =
        catchThrowableOfType(
            LoginFailedException.class,
            () -> fake.tokens().current(org, TestLogins.endless(), LONG));
    assertThat(e).isNotNull();
    texts.add(LogCanary.everything(e) + e.remedy());
  }
}
