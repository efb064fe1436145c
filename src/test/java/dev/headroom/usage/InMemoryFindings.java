package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.util.HashMap;
import java.util.Map;

/** Findings that are kept in memory. */
public final class InMemoryFindings implements FindingStore {
  private final Map<OrgId, Kept> all = new HashMap<>();

  /** Whether nothing can be kept. */
  public boolean fails;

  @Override
  public Kept read(OrgId org) {
    return all.getOrDefault(org, new Kept(0, KnownFindings.NONE));
  }

  @Override
  public boolean save(OrgId org, long version, KnownFindings next) {
    if (fails || read(org).version() != version) {
      return false;
    }
    all.put(org, new Kept(version + 1, next));
    return true;
  }
}
