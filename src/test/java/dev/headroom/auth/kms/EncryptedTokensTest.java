package dev.headroom.auth.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.Credentials;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptedTokensTest {
  private static final SecretRef REF = SecretRef.parse("env:S").orElseThrow();

  /** Else an upgrade would log in to every org anew, old and new functions in turn. */
  @Test
  void aTokenThatAnEarlierReleaseKeptIsFound() {
    assertThat(EncryptedTokens.grantedFor(org(new ClientCredentials("id", REF))))
        .isEqualTo("e1c453a3fc48bd3667bca1ab5bd43f488fa86c8453a4c331fc2333cfbf9e2916");
    assertThat(EncryptedTokens.grantedFor(org(new JwtBearer("id", "user", REF))))
        .isEqualTo("ca0c026ea3d652869f222561e5c3b13777b36a18227cb5ea42f8259d1995db65");
  }

  @Test
  void aTokenForAnotherAudienceIsInvalid() {
    URI login = URI.create("https://login.salesforce.com");
    URI test = URI.create("https://test.salesforce.com");
    assertThat(EncryptedTokens.grantedFor(org(new JwtBearer("id", "user", REF, login))))
        .isNotEqualTo(EncryptedTokens.grantedFor(org(new JwtBearer("id", "user", REF))))
        .isNotEqualTo(EncryptedTokens.grantedFor(org(new JwtBearer("id", "user", REF, test))));
  }

  private static Org org(Credentials credentials) {
    return new Org(
        new OrgId("acme"),
        "t",
        URI.create("https://acme.my.salesforce.com"),
        credentials,
        Duration.ofMinutes(5),
        null,
        Map.of());
  }
}
