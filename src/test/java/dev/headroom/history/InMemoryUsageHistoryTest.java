package dev.headroom.history;

import java.time.InstantSource;

class InMemoryUsageHistoryTest extends UsageHistoryContract {
  @Override
  protected UsageHistory create(InstantSource clock) {
    return new InMemoryUsageHistory(clock, RETENTION);
  }
}
