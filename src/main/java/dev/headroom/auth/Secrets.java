package dev.headroom.auth;

import dev.headroom.org.SecretRef;

/** Resolves references to secrets, and signs with keys that never leave their store. */
public interface Secrets {
  /**
   * Returns the secret behind {@code ref}; it may have been read some minutes ago.
   *
   * @throws SecretUnavailableException if it cannot be read; the message names the reference, the
   *     reason and the remedy, never a secret
   */
  Secret resolve(SecretRef ref) throws SecretUnavailableException;

  /**
   * Returns the signature of {@code message} by an RSA key that never leaves its store
   * (RSASSA-PKCS1-v1_5 with SHA-256, the RS256 of RFC 7518).
   *
   * @param key a {@code kms:} reference
   * @throws SecretUnavailableException if the key cannot sign; the message names the reference, the
   *     reason and the remedy
   */
  default byte[] sign(SecretRef key, byte[] message) throws SecretUnavailableException {
    throw new SecretUnavailableException(
        "The key " + key + " cannot sign: no store of such keys is connected here.");
  }
}
