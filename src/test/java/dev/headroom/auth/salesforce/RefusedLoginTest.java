package dev.headroom.auth.salesforce;

import static dev.headroom.http.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.TestLogins;
import dev.headroom.http.RawServer;
import dev.headroom.limits.salesforce.ErrorTable;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@Timeout(60)
class RefusedLoginTest {
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
    return ErrorTable.rows("oauth-errors.csv");
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
                      Integer.parseInt(row.getOrDefault("http", "")),
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
  void aLoginThatHangsIsGivenUpInTime() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.token((r, out) -> RawServer.hang());

      LoginFailedException e =
          catchThrowableOfType(
              LoginFailedException.class,
              () ->
                  fake.tokens().current(fake.org(), TestLogins.endless(), Duration.ofMillis(500)));

      assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(e).hasMessageContaining("acme-prod");
    }
  }

  @Test
  void anAnswerThatNeverEndsIsNoLogin() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.token((r, out) -> out.write(RawServer.answer(200, "", new byte[40_000_000])));

      assertThat(refused(fake.tokens(), fake.org()).kind()).isEqualTo(Kind.MALFORMED);
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  private static LoginFailedException refused(SalesforceAccessTokens tokens, Org org) {
    LoginFailedException e =
        catchThrowableOfType(
            LoginFailedException.class, () -> tokens.current(org, TestLogins.endless(), LONG));
    assertThat(e).isNotNull();
    return e;
  }
}
