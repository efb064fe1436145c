package dev.headroom.auth;

import dev.headroom.org.Org;
import java.util.Optional;

/**
 * Access tokens stored outside the process, encrypted, so that a new process need not log in again.
 * This is only a convenience: if it fails, Headroom logs in as if nothing had been stored.
 */
public interface KeptTokens {
  /** Keeps nothing. */
  KeptTokens NONE =
      new KeptTokens() {
        @Override
        public Optional<AccessToken> find(Org org) {
          return Optional.empty();
        }

        @Override
        public void keep(Org org, AccessToken token) {
          // Tokens live in memory only.
        }
      };

  /**
   * Returns the token stored for {@code org}, if it was granted for its present login URL and
   * credentials. Never throws when the store fails.
   */
  Optional<AccessToken> find(Org org);

  /** Stores {@code token} in place of the org's last one. Never throws when the store fails. */
  void keep(Org org, AccessToken token);
}
