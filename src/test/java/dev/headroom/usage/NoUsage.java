package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.util.Set;

/** A store that keeps no usage, and so has none to erase. */
public final class NoUsage implements UsageErasure {
  @Override
  public int erase(OrgId org) {
    return 0;
  }

  @Override
  public int erase(OrgId org, String user) {
    return 0;
  }

  @Override
  public Set<String> integrationsOf(OrgId org, String user) {
    return Set.of();
  }
}
