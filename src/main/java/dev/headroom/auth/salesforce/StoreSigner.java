package dev.headroom.auth.salesforce;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.org.SecretRef;
import java.util.Set;

/** Signs with a key that never leaves its store, RS256. */
final class StoreSigner implements JWSSigner {
  private final Secrets secrets;
  private final SecretRef key;
  private final JCAContext context = new JCAContext();

  StoreSigner(Secrets secrets, SecretRef key) {
    this.secrets = secrets;
    this.key = key;
  }

  /**
   * Signs.
   *
   * @throws JOSEException with the {@link SecretUnavailableException} as its cause
   */
  @Override
  public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
    try {
      return Base64URL.encode(secrets.sign(key, signingInput));
    } catch (SecretUnavailableException e) {
      throw new JOSEException(e.getMessage(), e);
    }
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(JWSAlgorithm.RS256);
  }

  @Override
  public JCAContext getJCAContext() {
    return context;
  }
}
