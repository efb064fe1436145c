package dev.headroom.export;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Readings for tests of exporters. */
public final class Readings {
  /** When the readings were taken. */
  public static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");

  private Readings() {}

  /** One org with every kind of limit: ordinary, over its max, not provisioned, without a cap. */
  public static OrgReadings acme() {
    return org("acme-prod", Map.of("env", "prod", "limit", "a \"tag\""), all());
  }

  private static SortedMap<LimitName, Reading> all() {
    TreeMap<LimitName, Reading> all = new TreeMap<>();
    all.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(62_500, 100_000));
    all.put(new LimitName("DailyApiRequests.SAP CPI"), Reading.ofUsed(0, 5_000));
    all.put(new LimitName("DataStorageMB"), Reading.ofUsed(1_100, 1_000));
    all.put(new LimitName("HourlyDashboardStatuses"), new Reading(Reading.UNLIMITED, 999_999_990));
    all.put(new LimitName("MonthlyPlatformEvents"), new Reading(0, 0));
    return all;
  }

  /** An org with these tags and limits; API requests run out in six and a half hours. */
  public static OrgReadings org(
      String id, Map<String, String> tags, SortedMap<LimitName, Reading> readings) {
    TreeMap<LimitName, Instant> projected = new TreeMap<>();
    projected.put(LimitName.DAILY_API_REQUESTS, SLOT.plus(Duration.ofMinutes(390)));
    return new OrgReadings(
        new OrgId(id),
        "acme",
        new TreeMap<>(tags),
        SLOT,
        new Snapshot(readings, true),
        projected,
        new TreeMap<>(Map.of("erp", 41_000L)));
  }

  /** The same readings in another slot. */
  public static OrgReadings at(OrgReadings r, Instant slot) {
    return new OrgReadings(
        r.org(), r.tenant(), r.tags(), slot, r.snapshot(), r.projected(), r.calls());
  }

  /** Orgs with 94 limits each. */
  public static List<OrgReadings> orgs(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            o -> {
              TreeMap<LimitName, Reading> readings = new TreeMap<>();
              for (int l = 0; l < 94; l++) {
                readings.put(
                    new LimitName("DailyLimitNumber" + l),
                    Reading.ofUsed((o * 7_919L + l * 104_729L) % 90_000, 100_000));
              }
              return org("org-" + o, Map.of("env", "prod"), readings);
            })
        .toList();
  }
}
