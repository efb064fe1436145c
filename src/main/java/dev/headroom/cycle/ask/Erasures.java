package dev.headroom.cycle.ask;

import dev.headroom.access.PostureStore;
import dev.headroom.org.OrgId;
import dev.headroom.usage.UsageErasure;

/** Drops what is kept of usage and of API access alike. */
public record Erasures(UsageErasure usage, PostureStore postures) implements UsageErasure {
  @Override
  public int erase(OrgId org) {
    return usage.erase(org) + postures.erase(org);
  }

  @Override
  public int erase(OrgId org, String user) {
    return usage.erase(org, user) + postures.erase(org, user);
  }
}
