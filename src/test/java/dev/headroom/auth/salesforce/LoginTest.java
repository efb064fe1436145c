package dev.headroom.auth.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.TestLogins;
import dev.headroom.http.RawServer;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.SecretRef;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
class LoginTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** What Salesforce allows, not what the code happens to use. */
  private static final Duration LONGEST_LIFETIME = Duration.ofMinutes(3);

  @Test
  void clientCredentialsAreSentInTheForm() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      AccessToken token = fake.tokens().current(fake.org(), TestLogins.endless(), LONG).token();

      assertThat(token.value().reveal()).isEqualTo(FakeOrg.token(1));
      assertThat(token.instanceUrl()).isEqualTo(fake.url());
      assertThat(token.orgId()).isEqualTo("00D000000000001EAA");
      RawServer.Request request = fake.tokenRequests().getFirst();
      assertThat(request.line()).isEqualTo("POST /services/oauth2/token HTTP/1.1");
      assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
      assertThat(FakeOrg.form(request))
          .isEqualTo(
              Map.of(
                  "grant_type", "client_credentials",
                  "client_id", FakeOrg.CLIENT_ID,
                  "client_secret", FakeOrg.CLIENT_SECRET));
    }
  }

  @ParameterizedTest
  @CsvSource({"env:KEY", "env:PKCS1_KEY", "env:ONE_LINE_KEY"})
  void aJwtSaysWhoActsForWhomAndWhereAndIsSignedWithTheKey(String key) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      AccessToken token =
          fake.tokens().current(fake.jwtOrg(key), TestLogins.endless(), LONG).token();

      assertThat(token.value().reveal()).isEqualTo(FakeOrg.token(1));
      Map<String, String> form = FakeOrg.form(fake.tokenRequests().getFirst());
      assertThat(form).containsOnlyKeys("grant_type", "assertion");
      assertThat(form.get("grant_type")).isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
      SignedJWT jwt = SignedJWT.parse(form.get("assertion"));
      assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
      assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic()))).isTrue();
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      assertThat(claims.getIssuer()).isEqualTo(FakeOrg.CLIENT_ID);
      assertThat(claims.getSubject()).isEqualTo("monitor@acme.com");
      assertThat(claims.getAudience()).containsExactly(fake.url().toString());
      assertThat(claims.getClaims()).containsOnlyKeys("iss", "sub", "aud", "exp");
    }
  }

  @Test
  void aJwtIsGoodForThreeMinutesAtMostFromTheMomentOfEachLogin() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      AccessToken first =
          tokens.current(fake.jwtOrg("env:KEY"), TestLogins.endless(), LONG).token();
      assertThat(expiry(fake, 0))
          .isAfter(fake.now())
          .isBeforeOrEqualTo(fake.now().plus(LONGEST_LIFETIME));

      fake.passes(Duration.ofHours(5).plusMillis(999));
      tokens.renew(fake.jwtOrg("env:KEY"), first, TestLogins.endless(), LONG);
      assertThat(expiry(fake, 1))
          .isAfter(fake.now())
          .isBeforeOrEqualTo(fake.now().plus(LONGEST_LIFETIME));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.salesforce.com, https://login.salesforce.com",
    "https://test.salesforce.com/, https://test.salesforce.com",
    "https://acme--uat.sandbox.my.salesforce.com, https://acme--uat.sandbox.my.salesforce.com",
    "http://127.0.0.1:8081/, http://127.0.0.1:8081"
  })
  void theAudienceIsTheLoginHostWithoutASlash(URI loginUrl, String audience) {
    assertThat(JwtAssertion.audience(app(null), loginUrl)).isEqualTo(audience);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://login.salesforce.com", "https://test.salesforce.com"})
  void anOrgThatTakesAGeneralAudienceOnlyIsReachedAtItsOwnHost(String taken) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.takesAudienceOnly(taken);
      LoginFailedException refused =
          catchThrowableOfType(
              LoginFailedException.class,
              () -> fake.tokens().current(fake.jwtOrg("env:KEY"), TestLogins.endless(), LONG));
      assertThat(refused).hasMessageContaining("audience is invalid");
      assertThat(refused.remedy()).contains("auth.audience", taken);

      AccessToken token =
          fake.tokens()
              .current(fake.jwtOrg("env:KEY", URI.create(taken)), TestLogins.endless(), LONG)
              .token();

      assertThat(token.value().reveal()).isEqualTo(FakeOrg.token(1));
      assertThat(fake.tokenRequests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.salesforce.com, https://test.salesforce.com",
    "https://test.salesforce.com, https://login.salesforce.com"
  })
  void theAudienceThatWasRefusedIsNotAdvisedAgain(String refused, String other) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.takesAudienceOnly("nobody");
      LoginFailedException e =
          catchThrowableOfType(
              LoginFailedException.class,
              () ->
                  fake.tokens()
                      .current(
                          fake.jwtOrg("env:KEY", URI.create(refused)), TestLogins.endless(), LONG));
      assertThat(e.remedy())
          .contains("change auth.audience (" + refused + ") to " + other, "remove it")
          .doesNotContain("to " + refused);
    }
  }

  @Test
  void anotherAudienceIsAnotherLogin() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      tokens.current(fake.jwtOrg("env:KEY"), TestLogins.endless(), LONG);
      tokens.current(
          fake.jwtOrg("env:KEY", URI.create("https://login.salesforce.com")),
          TestLogins.endless(),
          LONG);

      assertThat(fake.tokenRequests()).hasSize(2);
    }
  }

  private static JwtBearer app(@Nullable URI audience) {
    return new JwtBearer(
        "3MVG9key", "monitor@acme.com", SecretRef.parse("env:KEY").orElseThrow(), audience);
  }

  private static Instant expiry(FakeOrg fake, int login) throws Exception {
    String assertion = FakeOrg.form(fake.tokenRequests().get(login)).get("assertion");
    return SignedJWT.parse(assertion).getJWTClaimsSet().getExpirationTime().toInstant();
  }
}
