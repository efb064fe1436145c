package dev.headroom.local;

import dev.headroom.history.Resolution;
import dev.headroom.history.RolledDay;
import dev.headroom.history.RollupStore;
import dev.headroom.history.Rollups;
import dev.headroom.history.Sample;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Rolls up the days of samples that are being written, so that none has to be read again. The last
 * day counts only if it ends with what is written; its own turn rolls it up otherwise.
 */
final class DemoDays {
  private final OrgId org;
  private final RollupStore rollups;

  /** The samples of one day, and those shortly before it. */
  private final List<Sample> samples = new ArrayList<>();

  DemoDays(OrgId org, RollupStore rollups) {
    this.org = org;
    this.rollups = rollups;
  }

  /** Takes the next sample, ascending. */
  void add(Sample sample) {
    endAt(Resolution.DAY.startOf(sample.slot()));
    samples.add(sample);
  }

  /** Rolls up the day that was begun, if it is over at {@code end}. */
  void endAt(Instant end) {
    if (samples.isEmpty()) {
      return;
    }
    Instant day = Resolution.DAY.startOf(samples.getLast().slot());
    if (day.plus(Resolution.DAY.length()).isAfter(end)) {
      return;
    }
    rollups.put(org, RolledDay.of(LocalDate.ofInstant(day, ZoneOffset.UTC), samples));
    samples.removeIf(s -> s.slot().isBefore(end.minus(Rollups.MAX_STEP)));
  }
}
