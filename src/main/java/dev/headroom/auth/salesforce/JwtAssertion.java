package dev.headroom.auth.salesforce;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.headroom.auth.Secret;
import dev.headroom.org.Credentials.JwtBearer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** The signed statement of the OAuth 2.0 JWT bearer flow (RFC 7523), RS256. */
final class JwtAssertion {
  /**
   * How long it is valid. Salesforce requires {@code exp} within three minutes (OAuth 2.0 JWT
   * Bearer Flow).
   */
  static final Duration LIFETIME = Duration.ofMinutes(3);

  private JwtAssertion() {}

  /**
   * States that {@code app} acts for its user, from {@code now} on: to the audience that it names,
   * otherwise to the login host {@code loginUrl}.
   *
   * @throws JOSEException if the signer cannot sign
   */
  static Secret sign(JwtBearer app, URI loginUrl, Instant now, JWSSigner signer)
      throws JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(app.clientId())
            .subject(app.username())
            .audience(audience(app, loginUrl))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
    jwt.sign(signer);
    return Secret.of(jwt.serialize());
  }

  /**
   * Returns the audience of the assertion. Some orgs accept only {@code
   * https://login.salesforce.com} or {@code https://test.salesforce.com}, although the login is
   * sent to their My Domain host: Government Cloud and some training orgs and sandboxes.
   */
  static String audience(JwtBearer app, URI loginUrl) {
    URI audience = app.audience();
    return origin(audience == null ? loginUrl : audience);
  }

  /** Returns scheme and host without a trailing slash: {@code https://login.salesforce.com}. */
  static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
