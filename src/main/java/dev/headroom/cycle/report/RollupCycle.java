package dev.headroom.cycle.report;

import dev.headroom.history.RolledDay;
import dev.headroom.history.RollupStore;
import dev.headroom.history.Rollups;
import dev.headroom.history.Sample;
import dev.headroom.history.UsageHistory;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Rolls up the days of an org that are over and not rolled up yet, oldest first. The newest stored
 * day says how far it got, so a day that was missed is made by a later turn, as long as its samples
 * are kept; repeating a turn stores the same again.
 */
public final class RollupCycle {
  /**
   * The most days with readings that one turn rolls up. Each is a read of about 300 samples; after
   * an outage a turn a day catches up seven times as fast as days pass.
   */
  public static final int MAX_DAYS = 7;

  /**
   * How long after its end a day is rolled up: by then every slot of it has been polled or has left
   * the queue.
   */
  public static final Duration SETTLED_AFTER = Duration.ofHours(2);

  private final UsageHistory samples;
  private final RollupStore rollups;
  private final Duration retention;

  /**
   * Uses these ports.
   *
   * @param retention how long samples are kept
   */
  public RollupCycle(UsageHistory samples, RollupStore rollups, Duration retention) {
    this.samples = samples;
    this.rollups = rollups;
    this.retention = retention;
  }

  /**
   * What a turn did.
   *
   * @param days those with readings that were rolled up, ascending
   * @param settled the newest day that is over
   * @param isLeft whether days up to it are left for the next turn
   */
  public record Rolled(List<LocalDate> days, LocalDate settled, boolean isLeft) {
    public Rolled {
      days = List.copyOf(days);
    }
  }

  /**
   * Rolls up what is due.
   *
   * @param at the time of the turn
   */
  public Rolled rollUp(OrgId org, Instant at) {
    LocalDate settled = day(at.minus(SETTLED_AFTER)).minusDays(1);
    LocalDate oldest = day(at.minus(retention));
    LocalDate next = rollups.newest(org).map(day -> day.plusDays(1)).orElse(oldest);
    List<LocalDate> rolled = new ArrayList<>();
    for (LocalDate day = next.isBefore(oldest) ? oldest : next;
        !day.isAfter(settled);
        day = day.plusDays(1)) {
      if (rolled.size() == MAX_DAYS) {
        return new Rolled(rolled, settled, true);
      }
      Instant start = start(day);
      List<Sample> read =
          samples.samples(org, start.minus(Rollups.MAX_STEP), start(day.plusDays(1)));
      if (!read.isEmpty() && !read.getLast().slot().isBefore(start)) {
        rollups.put(org, RolledDay.of(day, read));
        rolled.add(day);
      } else if (day.equals(settled)) {
        // Otherwise the next turn would look at the days without readings again.
        rollups.put(org, new RolledDay(day, new TreeMap<>()));
      }
    }
    return new Rolled(rolled, settled, false);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
