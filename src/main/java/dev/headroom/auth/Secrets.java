package dev.headroom.auth;

import dev.headroom.org.SecretRef;

/** Resolves references to secrets. */
public interface Secrets {
  /**
   * The secret behind {@code ref}, as it is now.
   *
   * @throws SecretUnavailableException when it cannot be had; the message names the reference, the
   *     reason and the remedy, never a secret
   */
  Secret resolve(SecretRef ref) throws SecretUnavailableException;
}
