package dev.headroom.local.web;

import static dev.headroom.local.web.Fixtures.CALLS;
import static dev.headroom.local.web.Fixtures.SLOT;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.forecast.Histories;
import dev.headroom.history.Sample;
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
import java.util.function.ToDoubleFunction;

/**
 * Orgs of an office with two weeks of history: one in which something has run away since 08:30, one
 * that has run out, one that is calm with a gauge that is full on weekdays at nine, and one whose
 * history has just begun.
 */
final class ForeseenOrgs {
  static final LimitName JOBS = new LimitName("ConcurrentAsyncGetReportInstances");
  private static final List<String> IDS =
      List.of("hooli-busy", "hooli-full", "hooli-calm", "hooli-young");
  private static final Duration WEEKS = Duration.ofDays(7 * 36);
  private static final Instant RAN_AWAY = Instant.parse("2026-11-25T08:30:00Z");
  private static final Instant LOADED = Instant.parse("2026-11-24T23:00:00Z");

  private ForeseenOrgs() {}

  static void fill(FakeFleet fleet, AlertStates states, Foresee foresee) {
    poll(fleet, states, foresee, "hooli-busy", 100_000, 16, t -> t.isBefore(RAN_AWAY) ? 0 : 600);
    poll(fleet, states, foresee, "hooli-full", 80_000, 16, ForeseenOrgs::load);
    poll(fleet, states, foresee, "hooli-calm", 100_000, 16, t -> 0);
    poll(fleet, states, foresee, "hooli-young", 100_000, 0, t -> 0);
  }

  static void remove(FakeFleet fleet) {
    IDS.forEach(id -> fleet.remove(new OrgId(id)));
  }

  private static double load(Instant at) {
    return at.isBefore(LOADED) || at.isAfter(LOADED.plus(Duration.ofHours(2))) ? 0 : 600;
  }

  /** Everything up to the last slot is history; that one is polled. */
  private static void poll(
      FakeFleet fleet,
      AlertStates states,
      Foresee foresee,
      String id,
      long max,
      int days,
      ToDoubleFunction<Instant> more) {
    OrgId org = new OrgId(id);
    fleet.add(Fixtures.org(id, Map.of()));
    Instant from = SLOT.minus(Duration.ofDays(days)).minus(Duration.ofMinutes(30));
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (Histories.Row row :
        Histories.rollingDay(
            t ->
                Histories.office(60_000).applyAsDouble(t)
                    + more.applyAsDouble(Instant.ofEpochSecond(t).plus(WEEKS)),
            max,
            17,
            1)) {
      Instant slot = row.at().plus(WEEKS);
      if (!slot.isBefore(from) && !slot.isAfter(SLOT)) {
        readings = new TreeMap<>(Map.of(CALLS, row.reading(), JOBS, jobs(slot)));
        fleet.put(org, new Sample(slot, new Snapshot(readings, true)));
      }
    }
    TreeMap<LimitName, Known> known = new TreeMap<>();
    readings.forEach((limit, reading) -> known.put(limit, new Known(reading, true)));
    Instant before = SLOT.minusSeconds(300);
    foresee.at(new OrgState(org, 1, before, before, known, Map.of(), null), SLOT, readings);
    states.commit(
        new OrgState(org, 2, SLOT, SLOT.plusSeconds(2), known, Map.of(), null)
            .foreseeing(foresee.worst(org).orElse(null)),
        List.of());
  }

  private static Reading jobs(Instant slot) {
    long day = Math.floorMod(Math.floorDiv(slot.getEpochSecond(), 86_400L) + 3, 7L);
    long hour = slot.getEpochSecond() % 86_400 / 3_600;
    return Reading.ofUsed(day < 5 && hour == 9 ? 200 : 30 + hour, 200);
  }
}
