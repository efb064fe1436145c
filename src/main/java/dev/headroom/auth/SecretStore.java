package dev.headroom.auth;

import dev.headroom.org.SecretRef.Scheme;

/** One store of secrets: {@link Secrets} for the references that name it. */
public interface SecretStore extends Secrets {
  /** Returns the scheme of the references to its secrets. */
  Scheme scheme();
}
