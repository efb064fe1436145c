package dev.headroom.cycle.attribute;

import dev.headroom.cycle.export.HandOver;
import dev.headroom.fleet.Settings;
import dev.headroom.org.OrgId;
import dev.headroom.usage.RecentCalls;
import dev.headroom.usage.UsageStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Hands over the calls of an org's integrations once new days or hours of it are stored. Reads up
 * to three days for that, and only where they are shipped.
 */
public final class CallsHandOver implements StoredObserver {
  private final UsageStore usage;
  private final HandOver exports;

  /** Reads from {@code usage}. */
  public CallsHandOver(UsageStore usage, HandOver exports) {
    this.usage = usage;
    this.exports = exports;
  }

  @Override
  public void stored(OrgId org, Settings settings, int days, Instant at) {
    if (days == 0 || !exports.isWanted()) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    RecentCalls.of(usage.days(org, RecentCalls.from(today), today))
        .ifPresent(recent -> exports.called(org, recent, at));
  }
}
