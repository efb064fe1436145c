package dev.headroom.cycle.ask;

import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import java.util.List;
import java.util.Map;

/** A fleet that only takes notes of who did what. */
record AuditingFleet(List<AuditEntry> audited) implements FleetStore {
  @Override
  public Settings settings() {
    return new Settings(1, List.of(), Map.of(), List.of());
  }

  @Override
  public Fleet load() {
    return Fleet.EMPTY;
  }

  @Override
  public void apply(Fleet wanted, AuditEntry entry) {
    throw new UnsupportedOperationException("this fleet stands still");
  }

  @Override
  public void audit(AuditEntry entry) {
    audited.add(entry);
  }
}
