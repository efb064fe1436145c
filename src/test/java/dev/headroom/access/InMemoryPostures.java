package dev.headroom.access;

import dev.headroom.org.OrgId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Postures of tests that make many fleets; names never end, and nothing is erased. For one thread.
 */
public final class InMemoryPostures implements PostureStore {
  private final Map<OrgId, TreeMap<LocalDate, Posture>> postures = new HashMap<>();
  private final Map<OrgId, TreeMap<LocalDate, AccessDay>> days = new HashMap<>();
  private final Map<OrgId, AuditMemory> memories = new HashMap<>();

  @Override
  public Optional<Posture> newest(OrgId org, LocalDate day) {
    return Optional.ofNullable(postures.getOrDefault(org, new TreeMap<>()).floorEntry(day))
        .map(Map.Entry::getValue);
  }

  @Override
  public List<AccessDay> days(OrgId org, LocalDate from, LocalDate to) {
    return new ArrayList<>(
        days.getOrDefault(org, new TreeMap<>()).subMap(from, true, to, true).values());
  }

  @Override
  public Optional<AccessDay> newestDay(OrgId org, LocalDate day) {
    return Optional.ofNullable(days.getOrDefault(org, new TreeMap<>()).floorEntry(day))
        .map(Map.Entry::getValue);
  }

  @Override
  public boolean save(OrgId org, Posture posture, AccessDay day) {
    LocalDate date = LocalDate.ofInstant(posture.takenAt(), ZoneOffset.UTC);
    postures.computeIfAbsent(org, o -> new TreeMap<>()).put(date, posture);
    days.computeIfAbsent(org, o -> new TreeMap<>()).put(date, day);
    return true;
  }

  @Override
  public AuditMemory memory(OrgId org) {
    return memories.getOrDefault(org, AuditMemory.NONE);
  }

  @Override
  public boolean remember(OrgId org, AuditMemory next) {
    if (memory(org).version() != next.version()) {
      return false;
    }
    memories.put(
        org,
        new AuditMemory(
            next.version() + 1, next.at(), next.rule(), next.seen(), next.known(), next.alerts()));
    return true;
  }

  @Override
  public int erase(OrgId org) {
    throw new UnsupportedOperationException("nothing is erased here");
  }

  @Override
  public int erase(OrgId org, String user) {
    throw new UnsupportedOperationException("nothing is erased here");
  }
}
