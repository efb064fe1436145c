package dev.headroom.auth.salesforce;

import static dev.headroom.http.RawServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.http.RawServer;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@Timeout(60)
class LoginTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** A word of the remedy that each row of oauth-errors.csv must come to, by its description. */
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("user hasn't approved this consumer", "pre-authorized"),
          Map.entry("user is not admin approved to access this app", "permission sets"),
          Map.entry("invalid assertion", "private key"),
          Map.entry("audience is invalid", "loginUrl"),
          Map.entry("expired authorization code", "clock"),
          Map.entry("authentication failure", "login history"),
          Map.entry("inactive user", "Activate"),
          Map.entry("ip restricted", "IP ranges"),
          Map.entry("no client credentials user enabled", "Run As"),
          Map.entry("request not supported on this domain", "My Domain"),
          Map.entry("expired access/refresh token", "revoked"),
          Map.entry("user is inactive", "Activate"),
          Map.entry("organization is inactive", "trial"),
          Map.entry("client identifier invalid", "consumer key"),
          Map.entry("invalid client credentials", "client secret"),
          Map.entry("app must be installed into org", "Install"),
          Map.entry("this app is blocked by admin", "unblock"),
          Map.entry("grant type not supported", "flow"),
          Map.entry("(varies)", "auth in the manifest"),
          Map.entry("login rate exceeded", "3,600"));

  static List<Map<String, String>> oauthErrors() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (InputStream in = LoginTest.class.getResourceAsStream("/salesforce/oauth-errors.csv");
        MappingIterator<Map<String, String>> lines =
            new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in)) {
      lines.forEachRemaining(rows::add);
    }
    return rows;
  }

  @Test
  void theTableOfErrorsIsCoveredWhole() throws Exception {
    assertThat(oauthErrors().stream().map(row -> row.get("error_description")))
        .containsExactlyInAnyOrderElementsOf(REMEDIES.keySet());
  }

  @ParameterizedTest
  @MethodSource("oauthErrors")
  void everyRefusalHasItsRemedy(Map<String, String> row) throws Exception {
    String error = row.getOrDefault("error", "");
    String description = row.getOrDefault("error_description", "");
    try (FakeOrg fake = new FakeOrg()) {
      fake.token(
          (r, out) ->
              out.write(
                  json(
                      400,
                      "{\"error\":\"%s\",\"error_description\":\"%s\"}"
                          .formatted(error, description))));

      LoginFailedException e = refused(fake.tokens(), fake.org());

      assertThat(e.kind())
          .isEqualTo(error.equals("rate_limit_exceeded") ? Kind.RATE_LIMITED : Kind.REFUSED);
      assertThat(e).hasMessageContaining("acme-prod").hasMessageContaining(error);
      assertThat(e.remedy()).contains(REMEDIES.getOrDefault(description, "?"));
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void clientCredentialsAreSentInTheForm() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      AccessToken token = fake.tokens().current(fake.org(), LONG);

      assertThat(token.value().reveal()).isEqualTo(FakeOrg.token(1));
      assertThat(token.instanceUrl()).isEqualTo(fake.url());
      RawServer.Request request = fake.tokenRequests().getFirst();
      assertThat(request.line()).startsWith("POST ");
      assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
      assertThat(form(request))
          .isEqualTo(
              Map.of(
                  "grant_type", "client_credentials",
                  "client_id", "3MVG9clientid",
                  "client_secret", FakeOrg.CLIENT_SECRET));
    }
  }

  @Test
  void aJwtIsSignedForTheLoginUrlAndGoodForThreeMinutes() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.tokens().current(fake.jwtOrg("env:KEY"), LONG);

      Map<String, String> form = form(fake.tokenRequests().getFirst());
      SignedJWT jwt = SignedJWT.parse(form.get("assertion"));
      assertThat(form.get("grant_type")).isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
      assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic()))).isTrue();
      assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("monitor@acme.com");
      assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(fake.url().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"env:SHORT_KEY, 2048", "env:NO_KEY, PEM", "env:MISSING, not set"})
  void anUnusableKeyIsToldWithoutALogin(String ref, String problem) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      LoginFailedException e = refused(fake.tokens(), fake.jwtOrg(ref));

      assertThat(e.kind()).isEqualTo(Kind.SECRET);
      assertThat(e).hasMessageContaining(ref);
      assertThat(e.getMessage() + e.remedy()).contains(problem);
      assertThat(fake.tokenRequests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "503|`<html>We are down for maintenance</html>`|SERVER",
        "500|`{\"error\":\"unknown_error\"}`|SERVER",
        "420|``|SERVER",
        "429|``|RATE_LIMITED",
        "302|`moved`|MALFORMED",
        "404|`<html>no such page</html>`|MALFORMED",
        "200|`<html>login</html>`|MALFORMED",
        "200|`{\"access_token\":\"00Dx!y`|MALFORMED",
        "200|`{\"instance_url\":\"https://x.my.salesforce.com\"}`|MALFORMED",
        "200|`{\"access_token\":\"\",\"instance_url\":\"https://x.my.salesforce.com\"}`|MALFORMED",
        "200|`{\"access_token\":\"a\\r\\nX: y\",\"instance_url\":\"https://x.my.salesforce.com\"}`|MALFORMED",
        "200|`{\"access_token\":7,\"instance_url\":\"https://x.my.salesforce.com\"}`|MALFORMED",
        "200|`{\"access_token\":\"a\"}`|MALFORMED",
        "200|`{\"access_token\":\"a\",\"instance_url\":\"not a url\"}`|MALFORMED",
        "200|`{\"access_token\":\"a\",\"instance_url\":\"http://169.254.169.254\"}`|MALFORMED",
        "200|`{\"access_token\":\"a\",\"instance_url\":\"https://10.0.0.1\"}`|MALFORMED",
        "200|`[1,2]`|MALFORMED",
        "200|``|MALFORMED"
      })
  void otherAnswersGrantNoTokenAndSayWhy(int status, String body, Kind kind) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.token((r, out) -> out.write(json(status, body)));

      LoginFailedException e = refused(fake.tokens(), fake.org());

      assertThat(e.kind()).isEqualTo(kind);
      assertThat(e).hasMessageContaining("acme-prod");
      assertThat(e.remedy()).isNotBlank();
    }
  }

  @Test
  void callersOfOneOrgAtTheSameTimeShareOneLogin() throws Exception {
    try (FakeOrg fake = new FakeOrg();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch all = new CountDownLatch(20);
      fake.token(
          (r, out) -> {
            all.await();
            out.write(json(200, fake.grant()));
          });
      SalesforceAccessTokens tokens = fake.tokens();
      List<Future<AccessToken>> callers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        callers.add(
            threads.submit(
                () -> {
                  all.countDown();
                  return tokens.current(fake.org(), LONG);
                }));
      }
      for (Future<AccessToken> caller : callers) {
        assertThat(caller.get().value().reveal()).isEqualTo(FakeOrg.token(1));
      }
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void aTokenIsRenewedOnceForAllWhoWereRefusedWithIt() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      AccessToken first = tokens.current(fake.org(), LONG);
      AccessToken second = tokens.renew(fake.org(), first, LONG);
      AccessToken again = tokens.renew(fake.org(), first, LONG);

      assertThat(second).isNotEqualTo(first).isEqualTo(again);
      assertThat(tokens.current(fake.org(), LONG)).isEqualTo(second);
      assertThat(fake.tokenRequests()).hasSize(2);
    }
  }

  @Test
  void tokensAreNotSharedBetweenOrgsAndEndWithTheirCredentials() throws Exception {
    try (FakeOrg fake = new FakeOrg();
        FakeOrg moved = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      tokens.current(fake.org("a", null), LONG);
      tokens.current(fake.org("b", null), LONG);
      assertThat(fake.tokenRequests()).hasSize(2);

      Org a = fake.org("a", null);
      Org otherSecret =
          new Org(
              a.id(),
              a.tenant(),
              a.loginUrl(),
              new Credentials.ClientCredentials(
                  "other", SecretRef.parse("env:SECRET").orElseThrow()),
              a.interval(),
              null,
              Map.of());
      tokens.current(otherSecret, LONG);
      assertThat(fake.tokenRequests()).hasSize(3);

      tokens.current(moved.org("a", null), LONG);
      assertThat(moved.tokenRequests()).hasSize(1);
      Org tagged =
          new Org(
              new OrgId("b"),
              "acme",
              fake.url(),
              a.credentials(),
              Duration.ofMinutes(15),
              "62.0",
              Map.of("env", "prod"));
      tokens.current(tagged, LONG);
      assertThat(fake.tokenRequests()).hasSize(3);
    }
  }

  @Test
  void aFailedLoginIsNotRemembered() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      fake.token((r, out) -> out.write(json(503, "")));
      assertThat(refused(tokens, fake.org()).kind()).isEqualTo(Kind.SERVER);
      fake.token((r, out) -> out.write(json(200, fake.grant())));

      assertThat(tokens.current(fake.org(), LONG).value().reveal()).isEqualTo(FakeOrg.token(1));
    }
  }

  @Test
  void noSecretReachesAMessageOrALog() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler canary = new Canary(logged);
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.addHandler(canary);
    root.setLevel(Level.ALL);
    List<String> texts = new ArrayList<>();
    List<String> secrets = new ArrayList<>(List.of(FakeOrg.CLIENT_SECRET, "s3cret", "k3y-that"));
    try (FakeOrg fake = new FakeOrg()) {
      Arrays.stream(TestKeys.pkcs8Pem().split("\n", -1))
          .filter(line -> line.length() > 20 && !line.startsWith("---"))
          .forEach(secrets::add);
      fake.token(
          (r, out) ->
              out.write(
                  json(
                      400,
                      ("{\"error\":\"invalid_grant\",\"error_description\":\"you sent %s and %s;"
                              + " 00D000000000001!AQ.t0ken77\"}")
                          .formatted(r.body(), URLDecoder.decode(r.body(), UTF_8)))));
      texts.add(everything(refused(fake.tokens(), fake.org())));
      texts.add(everything(refused(fake.tokens(), fake.jwtOrg("env:KEY"))));
      texts.add(everything(refused(fake.tokens(), fake.jwtOrg("env:NO_KEY"))));
      fake.token((r, out) -> out.write(json(200, "{\"access_token\":\"t0ken\",\"oops")));
      texts.add(everything(refused(fake.tokens(), fake.org())));
      fake.token((r, out) -> out.write(json(200, "{\"access_token\":\"t0ken\"}")));
      texts.add(everything(refused(fake.tokens(), fake.org())));
      fake.token((r, out) -> {});
      texts.add(everything(refused(fake.tokens(), fake.org())));
      fake.token((r, out) -> out.write(json(200, fake.grant())));
      texts.add(fake.tokens().current(fake.jwtOrg("env:KEY"), LONG).toString());
      secrets.addAll(
          fake.tokenRequests().stream()
              .map(LoginTest::form)
              .filter(form -> form.containsKey("assertion"))
              .map(form -> form.getOrDefault("assertion", ""))
              .flatMap(jwt -> Arrays.stream(jwt.split("\\.", -1)))
              .toList());
    } finally {
      root.removeHandler(canary);
      root.setLevel(before);
    }

    secrets.add("t0ken");
    assertThat(logged).isNotEmpty();
    assertThat(secrets).hasSizeGreaterThan(20);
    for (String secret : secrets) {
      assertThat(texts).noneMatch(text -> text.contains(secret));
      assertThat(logged).noneMatch(line -> line.contains(secret));
    }
  }

  private static final class Canary extends Handler {
    private final List<String> lines;

    Canary(List<String> lines) {
      this.lines = lines;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(
          line.getLoggerName()
              + line.getMessage()
              + Arrays.toString(line.getParameters())
              + (line.getThrown() == null ? "" : everything(line.getThrown())));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static String everything(Throwable thrown) {
    java.io.StringWriter text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    return text + (thrown instanceof LoginFailedException e ? e.remedy() : "");
  }

  private static LoginFailedException refused(SalesforceAccessTokens tokens, Org org) {
    LoginFailedException e =
        catchThrowableOfType(LoginFailedException.class, () -> tokens.current(org, LONG));
    assertThat(e).isNotNull();
    return e;
  }

  private static Map<String, String> form(RawServer.Request request) {
    return Arrays.stream(request.body().split("&", -1))
        .map(pair -> pair.split("=", -1))
        .collect(Collectors.toMap(p -> p[0], p -> URLDecoder.decode(p[1], UTF_8)));
  }
}
