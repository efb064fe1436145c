package dev.headroom.auth;

import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that outlive a process of a test. */
public final class InMemoryKeptTokens implements KeptTokens {
  private final Map<OrgId, AccessToken> tokens = new ConcurrentHashMap<>();

  @Override
  public Optional<AccessToken> find(Org org) {
    return Optional.ofNullable(tokens.get(org.id()));
  }

  @Override
  public void keep(Org org, AccessToken token) {
    tokens.put(org.id(), token);
  }
}
