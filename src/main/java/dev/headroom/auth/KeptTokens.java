package dev.headroom.auth;

import dev.headroom.org.Org;
import java.util.Optional;

/**
 * Access tokens kept outside the process, encrypted, so that a new process need not log in again. A
 * convenience: where it fails, an org is logged in to as if nothing had been kept.
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
   * The token kept for {@code org}, if it was granted for its present login URL and credentials.
   * Never throws for a store that fails.
   */
  Optional<AccessToken> find(Org org);

  /** Keeps {@code token} in place of the org's last one. Never throws for a store that fails. */
  void keep(Org org, AccessToken token);
}
