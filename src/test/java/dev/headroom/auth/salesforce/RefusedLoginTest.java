package dev.headroom.auth.salesforce;

import static dev.headroom.http.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.TestLogins;
import dev.headroom.auth.Wording;
import dev.headroom.http.RawServer;
import dev.headroom.limits.salesforce.ErrorTable;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@Timeout(60)
class RefusedLoginTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** What only a signed login can be refused for. */
  private static final Set<String> JWT_ONLY = Set.of("auth.audience", "privateKey", "clock");

  static List<Map<String, String>> oauthErrors() throws IOException {
    return ErrorTable.rows("oauth-errors.csv");
  }

  /** One that no answer of Salesforce leads to would be a guess. */
  @Test
  void everyRowOfTheTableIsOneThatSalesforceGives() throws Exception {
    List<Wording> given =
        oauthErrors().stream()
            .map(
                row ->
                    Wording.of(
                        row.getOrDefault("error", ""), row.getOrDefault("error_description", "")))
            .toList();
    assertThat(LoginRefusals.TABLE)
        .allMatch(row -> given.stream().anyMatch(wording -> wording.means(row.says())));
  }

  static List<Named<LoginRefusals.Row>> rows() {
    return LoginRefusals.TABLE.stream().map(row -> Named.of(row.says().getFirst(), row)).toList();
  }

  /** No row takes what another one was written for, in whatever order the two stand. */
  @ParameterizedTest
  @MethodSource("rows")
  void whateverARowSaysIsFoundUnderAnyCodeAndInAnySpelling(LoginRefusals.Row row) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      for (Org org : List.of(fake.org(), fake.jwtOrg("env:KEY"))) {
        LoginRefusals.Meaning meant =
            new LoginRefusals.Meaning(row.kind(), row.remedy().apply(org));
        for (String says : row.says()) {
          String text = says.replace(" + ", " that is ");
          for (String spelt :
              List.of(
                  text,
                  text.toUpperCase(Locale.ROOT),
                  "OAUTH: " + text.replace(' ', '_') + "!",
                  "Failed: " + text.replace(' ', '-') + " [x=y]")) {
            assertThat(LoginRefusals.meaningOf("invalid_thing", spelt, org))
                .as(spelt)
                .isEqualTo(meant);
            assertThat(LoginRefusals.meaningOf(spelt, "", org)).as(spelt).isEqualTo(meant);
          }
        }
      }
    }
  }

  @Test
  void anUnknownRefusalIsOne() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      assertThat(LoginRefusals.meaningOf("brand_new", "never seen", fake.org()))
          .satisfies(meaning -> assertThat(meaning.kind()).isEqualTo(Kind.REFUSED))
          .satisfies(meaning -> assertThat(meaning.remedy()).contains("login history"));
    }
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

      boolean signed = JWT_ONLY.contains(row.getOrDefault("remedy", ""));
      LoginFailedException e = refused(fake.tokens(), signed ? fake.jwtOrg("env:KEY") : fake.org());

      assertThat(e.kind()).isEqualTo(kind(row));
      assertThat(e).hasMessageContaining("acme-").hasMessageContaining(error);
      assertThat(e.remedy()).contains(row.getOrDefault("remedy", "?"));
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"env:SHORT_KEY, 2048", "env:NO_KEY, PEM", "env:MISSING, not set"})
  void anUnusableKeyIsReportedWithoutALogin(String ref, String problem) throws Exception {
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
  void anEndlessAnswerIsNotALogin() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.token((r, out) -> out.write(RawServer.answer(200, "", new byte[40_000_000])));

      assertThat(refused(fake.tokens(), fake.org()).kind()).isEqualTo(Kind.MALFORMED);
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  private static Kind kind(Map<String, String> row) {
    return switch (row.getOrDefault("remedy", "")) {
      case "3,600" -> Kind.RATE_LIMITED;
      case "status.salesforce.com" -> Kind.SERVER;
      default -> Kind.REFUSED;
    };
  }

  private static LoginFailedException refused(SalesforceAccessTokens tokens, Org org) {
    LoginFailedException e =
        catchThrowableOfType(
            LoginFailedException.class, () -> tokens.current(org, TestLogins.endless(), LONG));
    assertThat(e).isNotNull();
    return e;
  }
}
