package dev.headroom.export;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one slot showed of an org.
 *
 * @param projected when limits are expected to run out, as far as that is expected
 * @param calls of integrations in the last 24 hours whose calls are known, by id; see {@link
 *     dev.headroom.usage.RecentCalls}
 */
public record OrgReadings(
    OrgId org,
    String tenant,
    SortedMap<String, String> tags,
    Instant slot,
    Snapshot snapshot,
    SortedMap<LimitName, Instant> projected,
    SortedMap<String, Long> calls) {
  public OrgReadings {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    projected = Collections.unmodifiableSortedMap(new TreeMap<>(projected));
    calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
  }

  /** Returns the points that {@code match} names; a limit that is not provisioned has none. */
  public List<LimitPoint> points(ExportMatch match) {
    List<LimitPoint> points = new ArrayList<>(snapshot.readings().size());
    for (Map.Entry<LimitName, Reading> one : snapshot.readings().entrySet()) {
      Reading reading = one.getValue();
      if (!reading.isNotProvisioned() && match.hasLimit(one.getKey())) {
        Instant at = projected.get(one.getKey());
        points.add(
            new LimitPoint(
                one.getKey(),
                reading.used(),
                reading.max(),
                reading.remaining(),
                !reading.isUncapped(),
                at == null ? null : Double.valueOf(hours(at))));
      }
    }
    return points;
  }

  /** Returns the same without the calls of integrations. */
  public OrgReadings withoutCalls() {
    return new OrgReadings(org, tenant, tags, slot, snapshot, projected, new TreeMap<>());
  }

  /** Returns the same with only those integrations that {@code match} names. */
  public OrgReadings matching(ExportMatch match) {
    if (calls.isEmpty() || match.integrations().isEmpty()) {
      return this;
    }
    SortedMap<String, Long> its = new TreeMap<>(calls);
    its.keySet().removeIf(id -> !match.hasIntegration(id));
    return new OrgReadings(org, tenant, tags, slot, snapshot, projected, its);
  }

  private double hours(Instant at) {
    double hours = Math.max(0, Duration.between(slot, at).toSeconds()) / 3_600.0;
    return Math.round(100 * hours) / 100.0;
  }
}
