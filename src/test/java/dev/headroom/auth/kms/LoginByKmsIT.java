package dev.headroom.auth.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.StoredSecrets;
import dev.headroom.auth.TestLogins;
import dev.headroom.auth.aws.LoopbackAws;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TestKeys;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginByKmsIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-25T10:00:00Z"));

  private final TestDynamoDb store = TestDynamoDb.create();
  private LoopbackAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new LoopbackAws(TestKeys.RSA);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void anOrgIsLoggedInToByAKeyThatNeverLeavesKms() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      process().current(fake.jwtOrg("kms:" + LoopbackAws.SIGNER), TestLogins.endless(), LONG);

      String form =
          URLDecoder.decode(fake.tokenRequests().getFirst().body(), StandardCharsets.UTF_8);
      SignedJWT jwt = SignedJWT.parse(form.substring(form.indexOf("assertion=") + 10));
      assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic()))).isTrue();
      assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    }
  }

  @Test
  void theNextProcessUsesTheKeptTokenAndReplacesItOnceItIsRefused() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      Org org = fake.jwtOrg("kms:" + LoopbackAws.SIGNER);
      AccessToken first = process().current(org, TestLogins.endless(), LONG).token();
      SalesforceAccessTokens next = process();

      assertThat(next.current(org, TestLogins.endless(), LONG).token()).isEqualTo(first);
      assertThat(fake.tokenRequests()).hasSize(1);

      AccessToken second = next.renew(org, first, TestLogins.endless(), LONG).token();

      assertThat(second).isNotEqualTo(first);
      assertThat(process().current(org, TestLogins.endless(), LONG).token()).isEqualTo(second);
      assertThat(fake.tokenRequests()).hasSize(2);
    }
  }

  @Test
  void aKeyThatCannotSignIsReportedWithoutALoginAndOtherOrgsContinue() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceAccessTokens tokens = process();
      Org lost = fake.jwtOrg("kms:alias/headroom/test/missing");

      LoginFailedException e =
          catchThrowableOfType(
              LoginFailedException.class, () -> tokens.current(lost, TestLogins.endless(), LONG));

      assertThat(e.kind()).isEqualTo(LoginFailedException.Kind.SECRET);
      assertThat(e).hasMessageContainingAll("kms:alias/headroom/test/missing", "NotFound");
      assertThat(fake.tokenRequests()).isEmpty();
      tokens.current(fake.jwtOrg("kms:" + LoopbackAws.SIGNER), TestLogins.endless(), LONG);
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  /** Tokens as a new process has them. */
  private SalesforceAccessTokens process() {
    EgressPolicy egress = new EgressPolicy(true);
    StoredSecrets secrets = new StoredSecrets(List.of(new KmsSigningKeys(aws.kms())), CLOCK);
    return new SalesforceAccessTokens(
        new TokenEndpoint(new RestHttp(egress), egress, secrets, CLOCK),
        new EncryptedTokens(
            aws.kms(), LoopbackAws.DATA_KEY, store.client(), store.tables(), CLOCK));
  }
}
