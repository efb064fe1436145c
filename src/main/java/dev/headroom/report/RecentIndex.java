package dev.headroom.report;

import dev.headroom.alert.FleetIndex;
import dev.headroom.alert.Glance;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fleet index that is read as a whole, and again after some seconds: tenants share one query. */
public final class RecentIndex implements FleetIndex {
  private final FleetIndex stored;
  private final Supplier<List<OrgId>> fleet;
  private final InstantSource clock;
  private volatile @Nullable Read last;

  private record Read(Map<OrgId, Glance> rows, Instant at) {}

  /**
   * Reads {@code stored}.
   *
   * @param fleet every org that is asked about
   */
  public RecentIndex(FleetIndex stored, Supplier<List<OrgId>> fleet, InstantSource clock) {
    this.stored = stored;
    this.fleet = fleet;
    this.clock = clock;
  }

  @Override
  public List<Glance> glances(Collection<OrgId> orgs) {
    Instant now = clock.instant();
    Read read = last;
    if (read == null
        || read.at().isAfter(now)
        || !read.at().plus(RecentCommits.RECENT).isAfter(now)) {
      Map<OrgId, Glance> rows = new HashMap<>();
      stored.glances(fleet.get()).forEach(row -> rows.merge(row.org(), row, RecentIndex::newer));
      read = new Read(rows, now);
      last = read;
    }
    Map<OrgId, Glance> rows = read.rows();
    return orgs.stream().map(rows::get).filter(Objects::nonNull).toList();
  }

  private static Glance newer(Glance one, Glance other) {
    return one.version() >= other.version() ? one : other;
  }
}
