package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Usage that is kept in memory, for one thread; says how often its days were read. */
public final class InMemoryUsage implements UsageStore {
  private final Map<OrgId, Memory> memories = new HashMap<>();
  private final Map<OrgId, IntegrationRegistry> registries = new HashMap<>();
  private final Map<OrgId, TreeMap<LocalDate, StoredDay>> days = new HashMap<>();
  private final Set<OrgId> hourly = new HashSet<>();
  private int reads;
  private boolean damaged;

  /** A store whose days cannot be read. */
  public static InMemoryUsage damaged() {
    InMemoryUsage usage = new InMemoryUsage();
    usage.damaged = true;
    return usage;
  }

  /** How often days were read. */
  public int reads() {
    return reads;
  }

  /** Keeps days, whatever there is. */
  public void keep(OrgId org, StoredDay... kept) {
    save(org, memory(org), IntegrationRegistry.NONE, List.of(kept), List.of());
  }

  @Override
  public Memory memory(OrgId org) {
    return memories.getOrDefault(org, Memory.NONE);
  }

  @Override
  public IntegrationRegistry registry(OrgId org) {
    return registries.getOrDefault(org, IntegrationRegistry.NONE);
  }

  @Override
  public boolean save(
      OrgId org,
      Memory next,
      IntegrationRegistry registry,
      List<StoredDay> saved,
      List<DayGroups> groups) {
    if (memory(org).version() != next.version()) {
      return false;
    }
    memories.put(
        org, new Memory(next.version() + 1, next.files(), next.open(), next.hourly(), next.told()));
    registries.put(org, registry);
    saved.forEach(day -> days.computeIfAbsent(org, k -> new TreeMap<>()).put(day.day(), day));
    return true;
  }

  @Override
  public List<StoredDay> days(OrgId org, LocalDate from, LocalDate to) {
    reads++;
    if (damaged) {
      throw new IllegalStateException("a day of " + org + " is damaged");
    }
    return new ArrayList<>(
        days.getOrDefault(org, new TreeMap<>()).subMap(from, true, to, true).values());
  }

  @Override
  public Optional<DayGroups> groups(OrgId org, LocalDate day) {
    return Optional.empty();
  }

  @Override
  public long keep(OrgId org, LocalDate day, byte[] part, Instant until) {
    throw new UnsupportedOperationException("no calls are kept here");
  }

  @Override
  public Optional<List<byte[]>> kept(OrgId org, LocalDate day, List<Long> parts) {
    return parts.isEmpty() ? Optional.of(List.of()) : Optional.empty();
  }

  @Override
  public Set<OrgId> hourly() {
    return Set.copyOf(hourly);
  }

  @Override
  public void noteHourly(OrgId org, boolean isHourly) {
    if (isHourly) {
      hourly.add(org);
    } else {
      hourly.remove(org);
    }
  }
}
