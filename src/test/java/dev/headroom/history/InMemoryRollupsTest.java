package dev.headroom.history;

import java.time.InstantSource;

class InMemoryRollupsTest extends RollupStoreContract {
  @Override
  protected RollupStore create(InstantSource clock) {
    return new InMemoryRollups();
  }
}
