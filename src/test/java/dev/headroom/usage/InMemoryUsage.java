package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Usage that is kept in memory, for one thread; says how often it was read. */
public final class InMemoryUsage implements UsageStore {
  private final Map<OrgId, Memory> memories = new HashMap<>();
  private final Map<OrgId, TreeMap<LocalDate, StoredDay>> days = new HashMap<>();
  private int reads;

  /** How often anything was read. */
  public int reads() {
    return reads;
  }

  @Override
  public Memory memory(OrgId org) {
    reads++;
    return memories.getOrDefault(org, Memory.NONE);
  }

  @Override
  public boolean save(OrgId org, Memory next, List<StoredDay> saved, List<DayGroups> groups) {
    if (memories.getOrDefault(org, Memory.NONE).version() != next.version()) {
      return false;
    }
    memories.put(org, new Memory(next.version() + 1, next.files(), next.registry()));
    saved.forEach(day -> days.computeIfAbsent(org, k -> new TreeMap<>()).put(day.day(), day));
    return true;
  }

  @Override
  public List<StoredDay> days(OrgId org, LocalDate from, LocalDate to) {
    reads++;
    return new ArrayList<>(
        days.getOrDefault(org, new TreeMap<>()).subMap(from, true, to, true).values());
  }

  @Override
  public Optional<DayGroups> groups(OrgId org, LocalDate day) {
    reads++;
    return Optional.empty();
  }
}
