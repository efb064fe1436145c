package dev.headroom.auth.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeysTest {
  @Test
  void aPkcs8KeyIsReadWithRealAndWithWrittenLineBreaks() {
    RSAPrivateKey key = (RSAPrivateKey) TestKeys.RSA.getPrivate();
    String pem = TestKeys.pkcs8Pem();

    assertThat(PrivateKeys.parse(pem)).isEqualTo(key);
    assertThat(PrivateKeys.parse(pem.replace("\n", "\\n"))).isEqualTo(key);
    assertThat(PrivateKeys.parse(pem.replace("\n", "\r\n"))).isEqualTo(key);
    assertThat(PrivateKeys.parse(pem.replace("\n", " "))).isEqualTo(key);
    assertThat(PrivateKeys.parse("Bag Attributes\n  x\n" + pem + "\nmore")).isEqualTo(key);
  }

  @Test
  void aPkcs1KeyIsReadToo() {
    assertThat(PrivateKeys.parse(TestKeys.pkcs1Pem())).isEqualTo(TestKeys.RSA.getPrivate());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|not a private key in PEM form",
        "-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----|not a private key",
        "-----BEGIN PRIVATE KEY-----\\n!!!!\\n-----END PRIVATE KEY-----|no base64",
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----|not a readable RSA",
        "-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\n-----END RSA PRIVATE KEY-----|not a readable RSA",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\\nAAAA\\n-----END ENCRYPTED PRIVATE KEY-----|password",
        "-----BEGIN EC PRIVATE KEY-----\\nAAAA\\n-----END EC PRIVATE KEY-----|not an RSA key"
      })
  void anUnusableKeySaysWhy(String pem, String problem) {
    assertThatThrownBy(() -> PrivateKeys.parse(pem))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void theAssertionSaysWhoForWhomAndUntilWhen() throws Exception {
    Instant now = Instant.parse("2026-11-25T10:00:00.900Z");
    JwtBearer app =
        new JwtBearer("3MVG9key", "monitor@acme.com", SecretRef.parse("env:KEY").orElseThrow());

    SignedJWT jwt =
        SignedJWT.parse(
            JwtAssertion.sign(
                    app,
                    URI.create("https://login.salesforce.com/"),
                    now,
                    new RSASSASigner(TestKeys.RSA.getPrivate()))
                .reveal());

    assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic()))).isTrue();
    assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("3MVG9key");
    assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("monitor@acme.com");
    assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://login.salesforce.com");
    assertThat(jwt.getJWTClaimsSet().getExpirationTime())
        .isEqualTo(Date.from(Instant.parse("2026-11-25T10:03:00Z")));
  }
}
