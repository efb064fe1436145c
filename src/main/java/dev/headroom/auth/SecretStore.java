package dev.headroom.auth;

import dev.headroom.org.SecretRef.Scheme;

/** One store of secrets: {@link Secrets} of the references that name it. */
public interface SecretStore extends Secrets {
  /** What the references to its secrets begin with. */
  Scheme scheme();
}
