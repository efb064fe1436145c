package dev.headroom.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Stored days for tests, of integrations with calls by hour. */
public final class StoredDays {
  private final LocalDate day;
  private final List<StoredDay.Part> parts = new ArrayList<>();
  private final List<StoredDay.Found> findings = new ArrayList<>();
  private OptionalLong used = OptionalLong.empty();
  private boolean daily = true;
  private boolean hourly;
  private DaySource.Knowledge knowledge = DaySource.Knowledge.KNOWN;

  private StoredDays(LocalDate day) {
    this.day = day;
  }

  /** A day of which a daily file was read. */
  public static StoredDays of(LocalDate day) {
    return new StoredDays(day);
  }

  /** The same of which only hourly files were read. */
  public StoredDays byHour() {
    daily = false;
    hourly = true;
    return this;
  }

  /** The same of which no file was read. */
  public StoredDays unknown() {
    daily = false;
    knowledge = DaySource.Knowledge.UNKNOWN;
    return this;
  }

  /** What the counter had at its end. */
  public StoredDays used(long calls) {
    used = OptionalLong.of(calls);
    return this;
  }

  /** An integration with as many calls in every hour from {@code from} on and before {@code to}. */
  public StoredDays calls(String id, int from, int to, long anHour) {
    List<Long> hours = new ArrayList<>(Collections.nCopies(24, 0L));
    for (int h = from; h < to; h++) {
      hours.set(h, anHour);
    }
    return add(id, hours, Map.of("REST", anHour * (to - from)), List.of());
  }

  /** An integration with these calls of the 24 hours. */
  public StoredDays calls(String id, List<Long> hours) {
    long calls = hours.stream().mapToLong(Long::longValue).sum();
    return add(id, hours, Map.of("REST", calls), List.of());
  }

  /** The same every hour of the day. */
  public StoredDays calls(String id, long anHour) {
    return calls(id, 0, 24, anHour);
  }

  /** An integration of which only some calls are Bulk. */
  public StoredDays bulk(String id, long anHour, double portion) {
    long all = 24 * anHour;
    long bulk = Math.round(all * portion);
    return add(
        id, Collections.nCopies(24, anHour), Map.of("REST", all - bulk, "Bulk", bulk), List.of());
  }

  private StoredDays add(
      String id,
      List<Long> hours,
      Map<String, Long> families,
      List<DayUsage.ResourceCalls> resources) {
    long calls = hours.stream().mapToLong(Long::longValue).sum();
    parts.add(
        new StoredDay.Part(
            id,
            "The " + id,
            "connected app",
            new DayUsage.Share(
                0, calls, hours, families, 0, resources, 1, 1, new TreeSet<>(List.of("60.0")))));
    return this;
  }

  /** A finding. */
  public StoredDays finding(String id, Pattern pattern, String resource, long calls, long needed) {
    Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    findings.add(
        new StoredDay.Found(
            id, new Finding(pattern, 0, resource, noon, noon, calls, needed, 0.9, "seen")));
    return this;
  }

  /** The day. */
  public StoredDay stored() {
    long counted = parts.stream().mapToLong(p -> p.share().calls()).sum();
    return new StoredDay(
        day,
        new DaySource(day, knowledge, daily, hourly, List.of()),
        counted,
        0,
        new Unexplained(used, OptionalLong.empty(), List.of()),
        List.of(),
        parts,
        findings);
  }
}
