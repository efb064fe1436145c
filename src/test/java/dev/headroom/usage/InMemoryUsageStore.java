package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Days in memory, for tests that make hundreds of worlds. */
public final class InMemoryUsageStore implements UsageStore {
  private final Map<OrgId, TreeMap<LocalDate, StoredDay>> days = new HashMap<>();
  private final Map<OrgId, Map<LocalDate, DayGroups>> groups = new HashMap<>();

  /** Keeps a day and its groups. */
  public void put(OrgId org, StoredDay day, DayGroups of) {
    days.computeIfAbsent(org, o -> new TreeMap<>()).put(day.day(), day);
    groups.computeIfAbsent(org, o -> new HashMap<>()).put(of.day(), of);
  }

  @Override
  public Memory memory(OrgId org) {
    return Memory.NONE;
  }

  @Override
  public IntegrationRegistry registry(OrgId org) {
    return IntegrationRegistry.NONE;
  }

  @Override
  public boolean save(
      OrgId org,
      Memory next,
      IntegrationRegistry registry,
      List<StoredDay> all,
      List<DayGroups> of) {
    throw new UnsupportedOperationException("days are put");
  }

  @Override
  public List<StoredDay> days(OrgId org, LocalDate from, LocalDate to) {
    return List.copyOf(
        days.getOrDefault(org, new TreeMap<>()).subMap(from, true, to, true).values());
  }

  @Override
  public Optional<DayGroups> groups(OrgId org, LocalDate day) {
    return Optional.ofNullable(groups.getOrDefault(org, Map.of()).get(day));
  }

  @Override
  public long keep(OrgId org, LocalDate day, byte[] part, Instant until) {
    throw new UnsupportedOperationException("no run leaves anything here");
  }

  @Override
  public Optional<List<byte[]>> kept(OrgId org, LocalDate day, List<Long> parts) {
    return Optional.empty();
  }

  @Override
  public Set<OrgId> hourly() {
    return Set.of();
  }

  @Override
  public void noteHourly(OrgId org, boolean hourly) {
    throw new UnsupportedOperationException("no run notes anything here");
  }
}
