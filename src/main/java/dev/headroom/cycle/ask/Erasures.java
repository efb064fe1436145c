package dev.headroom.cycle.ask;

import dev.headroom.access.PostureStore;
import dev.headroom.alert.ToldNames;
import dev.headroom.history.HistoryErasure;
import dev.headroom.org.OrgId;
import dev.headroom.usage.UsageErasure;
import java.util.Set;

/**
 * Drops what is kept of usage and of API access alike. Of a user also the name in what was told; of
 * an org as a whole also the time series of its limits, while what was told stays, like all its
 * alerts.
 */
public record Erasures(
    UsageErasure usage, PostureStore postures, ToldNames told, HistoryErasure history)
    implements UsageErasure {
  @Override
  public int erase(OrgId org) {
    return usage.erase(org) + postures.erase(org) + history.erase(org);
  }

  @Override
  public int erase(OrgId org, String user) {
    Set<String> integrations = usage.integrationsOf(org, user);
    // While it is known which integrations are the user's: what breaks off is asked for again.
    int changed = told.erase(org, user, integrations);
    changed += usage.erase(org, user) + postures.erase(org, user);
    // What was told meanwhile, from what was still kept then.
    return changed + told.erase(org, user, integrations);
  }

  @Override
  public Set<String> integrationsOf(OrgId org, String user) {
    return usage.integrationsOf(org, user);
  }
}
