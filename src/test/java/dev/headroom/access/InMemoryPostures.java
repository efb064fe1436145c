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

/** Postures of tests that make many fleets; names never end, and nothing is erased. */
public final class InMemoryPostures implements PostureStore {
  private final Map<OrgId, TreeMap<LocalDate, Posture>> postures = new HashMap<>();
  private final Map<OrgId, TreeMap<LocalDate, AccessDay>> days = new HashMap<>();

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
    return AuditMemory.NONE;
  }

  @Override
  public boolean remember(OrgId org, AuditMemory next) {
    throw new UnsupportedOperationException("nothing is audited here");
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
